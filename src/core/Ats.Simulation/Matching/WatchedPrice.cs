namespace Ats.Simulation.Matching;

/// <summary>A price that triggers watch: its value and the range it has covered since they were last looked at, raw.</summary>
internal struct WatchedPrice()
{
    public long Now;

    public long Low = long.MaxValue;

    public long High = long.MinValue;

    public void See(long price)
    {
        Now = price;
        if (price < Low) Low = price;
        if (price > High) High = price;
    }

    public void Look() => (Low, High) = (long.MaxValue, long.MinValue);
}
