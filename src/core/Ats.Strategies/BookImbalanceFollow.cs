using Ats.Domain;
using Ats.Engine;
using Ats.Indicators;

namespace Ats.Strategies;

/// <summary>
/// Long while more rests on the bids than on the asks, short the other way round: the smoothed imbalance of the best levels opens
/// beyond one threshold and closes inside a nearer one, and a level once taken is kept for some seconds.
/// Source: Cartea, Donnelly and Jaimungal (2018), "Enhancing Trading Strategies with Order Book Signals".
/// </summary>
public sealed class BookImbalanceFollow(BookImbalanceFollow.Settings settings) : Strategy
{
    private const int WarmUpBooks = 50;

    private readonly BookImbalance _imbalance = new(settings.Levels);
    private readonly long _holdNanoseconds = (long)(settings.HoldSeconds * Timestamp.NanosecondsPerSecond);
    private double _smoothed;
    private double _level;
    private int _books;
    private Timestamp _last;
    private Timestamp _changed = Timestamp.MinValue;

    public override int WarmUp => WarmUpBooks;

    public override MarketNeeds Needs => MarketNeeds.Book;

    public override void OnBook(int leg, OrderBook book, Timestamp now, Targets targets)
    {
        if (double.IsNaN(book.Mid)) return;
        _imbalance.Update(book.Levels(Side.Buy, settings.Levels), book.Levels(Side.Sell, settings.Levels));
        var seconds = Math.Max(0, now - _last) / (double)Timestamp.NanosecondsPerSecond;
        _smoothed = _books == 0 ? _imbalance.Value : _smoothed + ((1 - Math.Exp(-seconds / settings.SmoothingSeconds)) * (_imbalance.Value - _smoothed));
        _last = now;
        if (_books < WarmUpBooks) _books++;
        if (_books < WarmUpBooks) return;

        var level = Next();
        var mayChange = _changed == Timestamp.MinValue || now - _changed >= _holdNanoseconds;
        if (level != _level && mayChange)
        {
            _level = level;
            _changed = now;
        }

        targets.Set(leg, new Signal(_level));
    }

    public override Reason Explain(int leg) => new("smoothed imbalance {0}, latest {1}, opens beyond {2}", _smoothed, _imbalance.Value, settings.Enter);

    private double Next()
    {
        if (_smoothed > settings.Enter) return 1;
        if (_smoothed < -settings.Enter) return settings.Short ? -1 : 0;
        return _level * _smoothed < settings.Exit ? 0 : _level;
    }

    public sealed record Settings(int Levels, double SmoothingSeconds, double Enter, double Exit, double HoldSeconds, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("levels", 5, 1, 200, "levels of each side that count"),
            new("smoothing", 5, 0.01, 3600, "time constant of the smoothing, seconds"),
            new("enter", 0.4, 0.01, 0.99, "imbalance that opens, share of what rests"),
            new("exit", 0.1, 0, 0.98, "imbalance below which the position closes"),
            new("hold", 30, 0, 86400, "least time between changes, seconds") { IsWhole = false },
            new("short", 1, 0, 1, "1 = go short when asks outweigh bids (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => p["exit"] < p["enter"]
            ? new Settings(p.Int("levels"), p["smoothing"], p["enter"], p["exit"], p["hold"], p.Flag("short"))
            : throw new ParameterException($"exit={p["exit"]} must be smaller than enter={p["enter"]}");
    }
}
