using Ats.Domain;
using Ats.Engine;
using Ats.Indicators;

namespace Ats.Strategies;

/// <summary>
/// Buys when the close is unusually far below the rolling volume-weighted average price, sells short when unusually far above, and
/// leaves when it is back there. Unusual is counted in standard deviations of the distance itself; the edge stated is that distance.
/// Source: the average is that of Berkowitz, Logue and Noser (1988), "The Total Cost of Transactions on the NYSE"; the rule is traders' practice.
/// </summary>
public sealed class VwapReversion(VwapReversion.Settings settings) : TargetStrategy
{
    private readonly RollingVwap _vwap = new(settings.Period);
    private readonly BollingerBands _distances = new(settings.Period, settings.Deviations);
    private double _close;
    private double _level;

    public override int WarmUp => _vwap.WarmUp + _distances.WarmUp - 1;

    protected override Signal OnBar(in Bar bar)
    {
        _close = bar.Close.ToDouble();
        _vwap.Update(in bar);
        if (!_vwap.IsReady) return Signal.Hold;
        var distance = (_close - _vwap.Value) / _vwap.Value;
        _distances.Update(distance);
        if (!_distances.IsReady) return Signal.Hold;
        var far = settings.Deviations * _distances.StandardDeviation;
        _level = Reversion.Next(_level, distance, -far, 0, 0, far, settings.Short);
        return Reversion.Toward(_level, _close, _vwap.Value);
    }

    protected override Reason Explain() => new("close {0}, volume-weighted average {1}, usual relative distance {2}", _close, _vwap.Value, _distances.StandardDeviation);

    public sealed record Settings(int Period, double Deviations, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("period", 120, 2, 10000, "bars of the average and of its usual distance"),
            new("deviations", 2, 0.1, 10, "distance that opens, in standard deviations"),
            new("short", 1, 0, 1, "1 = go short far above the average (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => new(p.Int("period"), p["deviations"], p.Flag("short"));
    }
}
