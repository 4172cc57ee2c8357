namespace Ats.MarketData;

/// <summary>A silence: receive times of the rows before and after it, in ns.</summary>
public sealed record Gap(long FromNs, long ToNs)
{
    public long LengthNs => ToNs - FromNs;
}
