namespace Ats.Forecasting.Features;

/// <summary>Which way the near levels lean, and have leaned: averages of their imbalance over time.</summary>
internal sealed class LeanMemory
{
    private HeldMean _second;
    private GrowingMean _mean5 = new(5);
    private GrowingMean _mean15 = new(15);
    private GrowingMean _mean60 = new(60);

    public double Mean5 => _mean5.Value;

    public double Mean15 => _mean15.Value;

    public double Mean60 => _mean60.Value;

    public void Set(long now, double imbalance) => _second.Set(now, imbalance);

    public void Close(long now)
    {
        var mean = _second.Close(now);
        _mean5.Add(mean);
        _mean15.Add(mean);
        _mean60.Add(mean);
    }

    public void Reset()
    {
        _second.Reset();
        _mean5.Reset();
        _mean15.Reset();
        _mean60.Reset();
    }
}
