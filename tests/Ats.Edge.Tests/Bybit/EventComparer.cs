using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Ats.Domain;

namespace Ats.Edge.Tests.Bybit;

/// <summary>Market events are equal when every byte is.</summary>
internal sealed class EventComparer : IEqualityComparer<MarketEvent>
{
    public static EventComparer Instance { get; } = new();

    public bool Equals(MarketEvent x, MarketEvent y) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<MarketEvent>(in x)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<MarketEvent>(in y)));

    public int GetHashCode([DisallowNull] MarketEvent obj) => obj.A.GetHashCode();
}
