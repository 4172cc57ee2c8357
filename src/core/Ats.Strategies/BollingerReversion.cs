using Ats.Domain;
using Ats.Engine;
using Ats.Indicators;

namespace Ats.Strategies;

/// <summary>
/// Buys a close below the lower Bollinger band, sells short one above the upper band, and leaves at the middle. The expected edge is
/// the way from the close to the middle. Source: Bollinger (2001), "Bollinger on Bollinger Bands".
/// </summary>
public sealed class BollingerReversion(BollingerReversion.Settings settings) : TargetStrategy
{
    private readonly BollingerBands _bands = new(settings.Period, settings.Deviations);
    private double _close;
    private double _level;

    public override int WarmUp => _bands.WarmUp;

    protected override Signal OnBar(in Bar bar)
    {
        _close = bar.Close.ToDouble();
        _bands.Update(_close);
        if (!_bands.IsReady) return Signal.Hold;
        _level = Reversion.Next(_level, _close, _bands.Lower, _bands.Middle, _bands.Middle, _bands.Upper, settings.Short);
        return Reversion.Toward(_level, _close, _bands.Middle);
    }

    protected override Reason Explain() => new("close {0}, middle {1}, standard deviation {2}", _close, _bands.Middle, _bands.StandardDeviation);

    public sealed record Settings(int Period, double Deviations, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("period", 20, 2, 10000, "bars of the mean and the bands"),
            new("deviations", 2, 0.1, 10, "distance of the bands in standard deviations"),
            new("short", 1, 0, 1, "1 = go short above the upper band (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => new(p.Int("period"), p["deviations"], p.Flag("short"));
    }
}
