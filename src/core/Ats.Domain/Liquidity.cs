namespace Ats.Domain;

/// <summary>Whether a fill rested in the book (maker) or took from it (taker).</summary>
public enum Liquidity : byte
{
    Taker,
    Maker,
}
