using Ats.Domain;

namespace Ats.Storage.Facts;

/// <summary>How one kind of fact is named and taken apart: the one place where its fields are listed, for every store.</summary>
internal interface IFactMap<T>
    where T : struct
{
    static abstract JournalKind Kind { get; }

    /// <summary>Name of the table or collection.</summary>
    static abstract string Name { get; }

    static abstract void Write(IFactWriter writer, in T fact);

    static abstract T Read(long sequence, IFactReader reader);
}
