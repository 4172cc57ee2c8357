namespace Ats.Simulation.Markets;

/// <summary>One minute of the past: logs of prices, expected number of trades.</summary>
internal struct PastMinute
{
    public double Open;
    public double High;
    public double Low;
    public double Close;
    public double Trades;
}
