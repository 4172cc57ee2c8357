using Ats.Domain;
using Ats.Engine;
using Ats.Indicators;

namespace Ats.Strategies;

/// <summary>
/// Long on a close above the upper Keltner band, short below the lower one, out when the close is back through the middle.
/// Source: Keltner (1960), "How to Make Money in Commodities", with Raschke's bands (exponential average and average true range).
/// </summary>
public sealed class KeltnerBreakout(KeltnerBreakout.Settings settings) : TargetStrategy
{
    private readonly KeltnerChannel _channel = new(settings.Period, settings.RangePeriod, settings.Ranges);
    private double _close;
    private double _level;

    public override int WarmUp => _channel.WarmUp;

    protected override Signal OnBar(in Bar bar)
    {
        _close = bar.Close.ToDouble();
        _channel.Update(in bar);
        if (!_channel.IsReady) return Signal.Hold;
        if (_close > _channel.Upper) _level = 1;
        else if (_close < _channel.Lower) _level = settings.Short ? -1 : 0;
        else if (_level * (_close - _channel.Middle) < 0) _level = 0;
        return new Signal(_level);
    }

    protected override Reason Explain() => new("close {0}, band {1} to {2}", _close, _channel.Lower, _channel.Upper);

    public sealed record Settings(int Period, int RangePeriod, double Ranges, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("period", 20, 1, 10000, "bars of the middle"),
            new("atr", 10, 1, 5000, "bars of the average true range"),
            new("ranges", 2, 0.1, 20, "distance of the bands in average true ranges"),
            new("short", 1, 0, 1, "1 = go short on breakouts downwards (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => new(p.Int("period"), p.Int("atr"), p["ranges"], p.Flag("short"));
    }
}
