using Ats.Domain;
using Ats.Engine;
using Ats.Indicators;

namespace Ats.Strategies;

/// <summary>
/// The turtle rule: long when the close goes above the highest high of the entry window, out below the lowest low of the shorter exit
/// window; short the other way round. Windows end one bar before. The stop is set at entry, a number of average true ranges
/// away; once a bar touched it the position is over, and the next breakout may open another.
/// Source: Donchian's channel rule; Faith (2003), "The Original Turtle Trading Rules", system 1.
/// </summary>
public sealed class DonchianBreakout(DonchianBreakout.Settings settings) : TargetStrategy
{
    private readonly DonchianChannel _entry = new(settings.Entry);
    private readonly DonchianChannel _exit = new(settings.Exit);
    private readonly Atr _range = new(settings.RangePeriod);
    private double _close;
    private double _upper;
    private double _lower;
    private double _level;
    private double _stop = double.NaN;
    private double _touched = double.NaN;

    public override int WarmUp => Math.Max(_entry.WarmUp + 1, _range.WarmUp);

    protected override Signal OnBar(in Bar bar)
    {
        _close = bar.Close.ToDouble();
        (_upper, _lower) = (_entry.Upper, _entry.Lower);
        var (exitUpper, exitLower) = (_exit.Upper, _exit.Lower);
        _entry.Update(in bar);
        _exit.Update(in bar);
        _range.Update(in bar);
        if (double.IsNaN(_upper) || !_range.IsReady) return Signal.Hold;

        var touched = (_level > 0 && bar.Low.ToDouble() <= _stop) || (_level < 0 && bar.High.ToDouble() >= _stop);
        _touched = touched ? _stop : double.NaN;
        var level = touched ? 0 : Next(exitUpper, exitLower);
        if (level != _level) _stop = settings.StopRanges > 0 ? _close - (level * settings.StopRanges * _range.Value) : double.NaN;
        _level = level;
        return level == 0 ? Signal.Flat : new Signal(level).WithStop(_stop);
    }

    protected override Reason Explain() => !double.IsNaN(_touched)
        ? new("the bar touched the stop at {0}, close {1}", _touched, _close)
        : new("close {0}, channel before it {1} to {2}", _close, _lower, _upper);

    private double Next(double exitUpper, double exitLower)
    {
        if (_close > _upper) return 1;
        if (_close < _lower) return settings.Short ? -1 : 0;
        if (_level > 0 && _close < exitLower) return 0;
        if (_level < 0 && _close > exitUpper) return 0;
        return _level;
    }

    public sealed record Settings(int Entry, int Exit, int RangePeriod, double StopRanges, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("entry", 20, 2, 10000, "bars of the channel whose breakout opens"),
            new("exit", 10, 1, 10000, "bars of the channel whose breakout the other way closes"),
            new("atr", 20, 1, 5000, "bars of the average true range"),
            new("stop", 2, 0, 50, "stop in average true ranges from the entry, 0 = none") { IsWhole = false },
            new("short", 1, 0, 1, "1 = go short on breakouts downwards (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => p["exit"] <= p["entry"]
            ? new Settings(p.Int("entry"), p.Int("exit"), p.Int("atr"), p["stop"], p.Flag("short"))
            : throw new ParameterException($"exit={p["exit"]} must not be longer than entry={p["entry"]}");
    }
}
