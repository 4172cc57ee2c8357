using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>
/// The linear perpetuals of a <see cref="SyntheticMarket"/>, traded among its participants alone, as a stream of events for a backtest:
/// every trade, the best levels of the book at an interval, mark and index once a second, funding every eight hours. Times are those of the
/// market's steps (100 ms); events arrive 20 ms later. Same settings, same events.
/// </summary>
public sealed class SyntheticTape : IMarketEventSource
{
    private const long FeedLatencyNanoseconds = 20_000_000;
    private const long FundingNanoseconds = 8 * 3600 * Timestamp.NanosecondsPerSecond;
    private readonly SyntheticMarket _market;
    private readonly BookDesk _desk;
    private readonly BookFeed[] _feeds;
    private readonly List<MarketEvent> _ready = [];
    private readonly Timestamp _start;
    private readonly Timestamp _end;
    private readonly long _bookNanoseconds;
    private int _next;

    public SyntheticTape(SyntheticTapeSettings settings)
    {
        if (!(settings.Hours is > 0 and <= 24 * 90)) throw new ArgumentException($"hours={settings.Hours} must be above 0 and at most {24 * 90}.", nameof(settings));
        if (settings.Levels is < 1 or > 50) throw new ArgumentException($"levels={settings.Levels} must be 1 to 50.", nameof(settings));
        if (settings.BookMilliseconds is < 100 or > 60_000 || settings.BookMilliseconds % 100 != 0) throw new ArgumentException($"book={settings.BookMilliseconds} must be a multiple of 100, 100 to 60000 (milliseconds).", nameof(settings));
        _market = new SyntheticMarket(new SyntheticMarketSettings(settings.Seed, HistoryDays: 0) { IncludeSpot = false });
        _desk = new BookDesk(_market);
        _feeds = Instruments.Select((_, i) => new BookFeed((short)i, settings.Levels)).ToArray();
        _bookNanoseconds = settings.BookMilliseconds * Timestamp.NanosecondsPerMillisecond;
        _start = settings.Start;
        _end = settings.Start + (long)(settings.Hours * 3600 * Timestamp.NanosecondsPerSecond);
        _desk.Open(new MarketOpening(settings.Start, settings.Start));
        Tell(settings.Start);
    }

    /// <summary>The instruments, in index order, with rules as on Bybit.</summary>
    public static IReadOnlyList<Instrument> Instruments { get; } = StandardInstruments.Create()
        .Where(i => i.Kind == ContractKind.LinearPerpetual)
        .Select(i => i with { Id = i.Id with { Exchange = "synthetic" }, MaxLeverage = 10m })
        .ToArray();

    /// <summary>The market behind the tape, for its best R^2 and what it expects at the present moment.</summary>
    public SyntheticMarket Market => _market;

    /// <summary>Events to expect, roughly (for progress bars).</summary>
    public static long EstimateEvents(SyntheticTapeSettings settings) =>
        (long)(settings.Hours * 3600 * 2 * (4 + 1 + (1000.0 / settings.BookMilliseconds * Math.Min(2 * settings.Levels, 50))));

    public int Read(Span<MarketEvent> buffer)
    {
        var count = 0;
        while (count < buffer.Length)
        {
            if (_next < _ready.Count) buffer[count++] = _ready[_next++];
            else if (_market.NextStep < _end) Step();
            else break;
        }

        return count;
    }

    private void Step()
    {
        _ready.Clear();
        _next = 0;
        _desk.Step();
        foreach (var trade in _desk.Trades) _ready.Add(trade with { ReceiveTime = trade.ReceiveTime + FeedLatencyNanoseconds });
        _desk.ClearTrades();
        Tell(_desk.Now);
    }

    private void Tell(Timestamp now)
    {
        var received = now + FeedLatencyNanoseconds;
        var tellsBook = now.Nanoseconds % _bookNanoseconds == 0;
        var tellsMark = now.Nanoseconds % Timestamp.NanosecondsPerSecond == 0;
        var funds = now.Nanoseconds % FundingNanoseconds == 0 && now > _start;
        for (short i = 0; i < _feeds.Length; i++)
        {
            if (tellsBook) _feeds[i].Tell(_desk, now, received, _ready);
            if (tellsMark) _ready.Add(Mark(i, now, received));
            if (funds) _ready.Add(MarketEvent.FromFunding(i, now, received, _market.FundingRate(i)));
        }
    }

    private MarketEvent Mark(short instrument, Timestamp now, Timestamp received)
    {
        var mark = MarketEvent.FromMark(instrument, now, received, Instruments[instrument].RoundToTick(Price.FromDouble(_desk.Mid(instrument))));
        mark.B = _market.IndexPrice(instrument).Raw;
        return mark;
    }
}
