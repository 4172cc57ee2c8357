using Ats.Domain;
using Ats.Engine;
using Ats.Indicators;

namespace Ats.Strategies;

/// <summary>
/// Buys when the relative strength index says oversold, sells short when it says overbought, and leaves once it is back at 50.
/// The expected edge is the way from the close to the average close of as many bars.
/// Source: Wilder (1978), "New Concepts in Technical Trading Systems".
/// </summary>
public sealed class RsiReversion(RsiReversion.Settings settings) : TargetStrategy
{
    private const double Neutral = 50;

    private readonly Rsi _rsi = new(settings.Period);
    private readonly Sma _mean = new(settings.Period);
    private double _level;

    public override int WarmUp => Math.Max(_rsi.WarmUp, _mean.WarmUp);

    protected override Signal OnBar(in Bar bar)
    {
        var close = bar.Close.ToDouble();
        _rsi.Update(close);
        _mean.Update(close);
        if (!_rsi.IsReady || !_mean.IsReady) return Signal.Hold;
        _level = Reversion.Next(_level, _rsi.Value, settings.Low, Neutral, Neutral, settings.High, settings.Short);
        return Reversion.Toward(_level, close, _mean.Value);
    }

    protected override Reason Explain() => new("relative strength {0}, average close {1}", _rsi.Value, _mean.Value);

    public sealed record Settings(int Period, double Low, double High, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("period", 14, 2, 5000, "bars of the relative strength index"),
            new("low", 30, 1, 50, "buy below this index value") { IsWhole = false },
            new("high", 70, 50, 99, "sell above this index value") { IsWhole = false },
            new("short", 1, 0, 1, "1 = go short when overbought (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => new(p.Int("period"), p["low"], p["high"], p.Flag("short"));
    }
}
