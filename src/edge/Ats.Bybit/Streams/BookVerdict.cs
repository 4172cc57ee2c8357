namespace Ats.Bybit.Streams;

internal enum BookVerdict : byte
{
    Pass,

    /// <summary>A repeat, or a delta before the snapshot.</summary>
    Ignore,

    /// <summary>Updates are missing: the book is void.</summary>
    Gap,
}
