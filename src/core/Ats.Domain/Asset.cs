namespace Ats.Domain;

/// <summary>A thing that can be owned or owed: BTC, USDT. Upper case by convention.</summary>
public readonly record struct Asset(string Code)
{
    public override string ToString() => Code;
}
