using Ats.Domain;
using Ats.Engine;
using Ats.Indicators;

namespace Ats.Strategies;

/// <summary>
/// Long while the Supertrend line runs below the price, short (or flat) while it runs above. The line is the exit, judged at the
/// close. Source: Supertrend by Olivier Seban (2008), "Tout le monde mérite d'être riche".
/// </summary>
public sealed class SupertrendFollow(SupertrendFollow.Settings settings) : TargetStrategy
{
    private readonly Supertrend _trend = new(settings.Period, settings.Ranges);
    private double _close;

    public override int WarmUp => _trend.WarmUp;

    protected override Signal OnBar(in Bar bar)
    {
        _close = bar.Close.ToDouble();
        _trend.Update(in bar);
        if (!_trend.IsReady) return Signal.Hold;
        if (_trend.Direction > 0) return Signal.Long;
        return settings.Short ? Signal.Short : Signal.Flat;
    }

    protected override Reason Explain() => new("close {0}, trend line {1}", _close, _trend.Value);

    public sealed record Settings(int Period, double Ranges, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("period", 10, 1, 5000, "bars of the average true range"),
            new("ranges", 3, 0.1, 20, "distance of the line in average true ranges"),
            new("short", 1, 0, 1, "1 = go short in downward trends (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => new(p.Int("period"), p["ranges"], p.Flag("short"));
    }
}
