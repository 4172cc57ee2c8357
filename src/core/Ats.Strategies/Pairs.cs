using Ats.Domain;
using Ats.Engine;
using Ats.Indicators;

namespace Ats.Strategies;

/// <summary>
/// Two instruments that move together: when the log of their price ratio is unusually low, long the first and short the second; when
/// unusually high the reverse; out when it is near its mean again. Acts when both bars of the same close time are in. On spot only
/// the long leg is held. The edge stated per leg is half the way of the ratio back to its mean.
/// Source: Gatev, Goetzmann and Rouwenhorst (2006), "Pairs Trading: Performance of a Relative-Value Arbitrage Rule".
/// </summary>
public sealed class Pairs(Pairs.Settings settings) : Strategy
{
    private const double HalfBps = 5_000;

    private readonly BollingerBands _ratio = new(settings.Period, settings.Enter);
    private readonly double[] _closes = new double[2];
    private readonly Timestamp[] _times = [Timestamp.MinValue, Timestamp.MinValue];
    private double _latest;
    private double _level;

    public override int Legs => 2;

    /// <summary>Bars of both legs together.</summary>
    public override int WarmUp => 2 * _ratio.WarmUp;

    public override void OnBar(int leg, in Bar bar, Targets targets)
    {
        _closes[leg] = bar.Close.ToDouble();
        _times[leg] = bar.CloseTime;
        if (_times[0] != _times[1]) return;
        _latest = Math.Log(_closes[0] / _closes[1]);
        _ratio.Update(_latest);
        if (!_ratio.IsReady) return;

        var near = settings.Exit * _ratio.StandardDeviation;
        _level = Reversion.Next(_level, _latest, _ratio.Lower, _ratio.Middle - near, _ratio.Middle + near, _ratio.Upper, canShort: true);
        var edge = _level == 0 ? double.NaN : _level * (_ratio.Middle - _latest) * HalfBps;
        targets.Set(0, new Signal(_level).WithEdge(edge));
        targets.Set(1, new Signal(0 - _level).WithEdge(edge));
    }

    public override Reason Explain(int leg) => new("log price ratio {0}, mean {1}, standard deviation {2}", _latest, _ratio.Middle, _ratio.StandardDeviation);

    public sealed record Settings(int Period, double Enter, double Exit)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("period", 240, 2, 10000, "bars of the ratio's mean and deviation"),
            new("enter", 2, 0.1, 10, "distance from the mean that opens, standard deviations"),
            new("exit", 0.5, 0, 9.9, "distance from the mean that closes, standard deviations"),
        ];

        public static Settings From(ParameterSet p) => p["exit"] < p["enter"]
            ? new Settings(p.Int("period"), p["enter"], p["exit"])
            : throw new ParameterException($"exit={p["exit"]} must be smaller than enter={p["enter"]}");
    }
}
