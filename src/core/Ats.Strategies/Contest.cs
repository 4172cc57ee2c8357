using Ats.Engine;

namespace Ats.Strategies;

/// <summary>
/// What a strategy may know of the contest it is made for; only controls look. Rivals make fresh copies of the classical strategies its arm
/// stands against; empty = none known. CanShort is false where the arm trades spot and levels below zero are held as zero.
/// </summary>
public sealed record Contest(ulong Seed, bool CanShort, IReadOnlyList<Func<Strategy>> Rivals)
{
    /// <summary>What a strategy that works with others inside is given (<c>of=</c>); empty = its defaults.</summary>
    public IReadOnlyList<Func<Strategy>> Inner { get; init; } = [];

    /// <summary>A strategy by itself, with a seed for what it draws.</summary>
    public static Contest Alone(ulong seed) => new(seed, CanShort: true, []);
}
