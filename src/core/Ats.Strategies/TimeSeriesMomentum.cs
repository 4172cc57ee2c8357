using Ats.Domain;
using Ats.Engine;
using Ats.Indicators;

namespace Ats.Strategies;

/// <summary>
/// Long when the instrument's own return over the lookback is positive, short when it is negative; flat inside the dead band. The
/// paper also scales by volatility: that is the arm's volatility-target sizing.
/// Source: Moskowitz, Ooi and Pedersen (2012), "Time Series Momentum", Journal of Financial Economics 104.
/// </summary>
public sealed class TimeSeriesMomentum(TimeSeriesMomentum.Settings settings) : TargetStrategy
{
    private const double BpsPerPercent = 100;

    private readonly Roc _return = new(settings.Lookback);

    public override int WarmUp => _return.WarmUp;

    protected override Signal OnBar(in Bar bar)
    {
        _return.Update(bar.Close.ToDouble());
        if (!_return.IsReady) return Signal.Hold;
        var returnBps = _return.Value * BpsPerPercent;
        if (returnBps > settings.BandBps) return Signal.Long;
        return settings.Short && returnBps < -settings.BandBps ? Signal.Short : Signal.Flat;
    }

    protected override Reason Explain() => new("return {0} bps over {1} bars, dead band {2} bps", _return.Value * BpsPerPercent, settings.Lookback, settings.BandBps);

    public sealed record Settings(int Lookback, double BandBps, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("lookback", 240, 1, 100000, "bars over which the return is taken"),
            new("band", 0, 0, 5000, "flat while the return is smaller than this, basis points") { IsWhole = false },
            new("short", 1, 0, 1, "1 = go short when the return is negative (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => new(p.Int("lookback"), p["band"], p.Flag("short"));
    }
}
