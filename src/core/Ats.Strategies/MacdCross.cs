using Ats.Domain;
using Ats.Engine;
using Ats.Indicators;

namespace Ats.Strategies;

/// <summary>
/// Long while the MACD line is above its signal line, short (or flat) while it is below: momentum gaining or fading.
/// Source: Appel (1979), "The Moving Average Convergence-Divergence Trading Method".
/// </summary>
public sealed class MacdCross(MacdCross.Settings settings) : TargetStrategy
{
    private readonly Macd _macd = new(settings.Fast, settings.Slow, settings.Signal);

    public override int WarmUp => _macd.WarmUp;

    protected override Signal OnBar(in Bar bar)
    {
        _macd.Update(bar.Close.ToDouble());
        if (!_macd.IsReady) return Signal.Hold;
        if (_macd.Histogram > 0) return Signal.Long;
        return settings.Short && _macd.Histogram < 0 ? Signal.Short : Signal.Flat;
    }

    protected override Reason Explain() => new("MACD line {0}, signal line {1}", _macd.Line, _macd.SignalLine);

    public sealed record Settings(int Fast, int Slow, int Signal, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("fast", 12, 1, 5000, "bars of the fast average"),
            new("slow", 26, 2, 10000, "bars of the slow average"),
            new("signal", 9, 1, 5000, "bars of the signal line"),
            new("short", 1, 0, 1, "1 = go short while the line is below its signal line (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => p["fast"] < p["slow"]
            ? new Settings(p.Int("fast"), p.Int("slow"), p.Int("signal"), p.Flag("short"))
            : throw new ParameterException($"fast={p["fast"]} must be smaller than slow={p["slow"]}");
    }
}
