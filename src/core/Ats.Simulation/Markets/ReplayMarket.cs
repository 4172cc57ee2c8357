using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>
/// Recorded trades, quotes or books as background liquidity, at any speed, with the recorded times shifted to now: participants' resting
/// orders mirror the recorded levels, recorded trades come as taker orders, both met by accounts' orders in the same book. The recorded
/// market does not react: what accounts take is back at the next step (100 ms), and orders it has run through are filled.
/// </summary>
/// <remarks>
/// Deterministic by tape and opening. After a restart the tape stands where it would stand had it run on. Trades before the tape's first
/// message of a book stand on an assumed ladder (<see cref="ReplaySettings"/>). Bars on the tape are not used.
/// </remarks>
public sealed class ReplayMarket : IMarketSource
{
    private const long StepNanoseconds = 100 * Timestamp.NanosecondsPerMillisecond;
    private readonly Func<IMarketEventSource> _open;
    private readonly ReplaySettings _settings;
    private readonly ReplayVenue[] _venues;
    private readonly MarketEvent[] _buffer = new MarketEvent[1024];
    private IReadOnlyList<Bar>[]? _history;
    private IMarketEventSource _source;
    private int _next;
    private int _count;
    private readonly Timestamp _tapeStart;
    private Timestamp _start;
    private Timestamp _last;
    private long _looped;

    /// <param name="instruments">Instruments of the tape, in its index order, with rules.</param>
    /// <param name="open">Opens the tape at its beginning; called again at a restart and for each loop.</param>
    /// <param name="settings">Speed, offset, assumptions.</param>
    /// <exception cref="ArgumentException">A setting is out of range, or the tape has no event to replay after the start offset.</exception>
    public ReplayMarket(IReadOnlyList<Instrument> instruments, Func<IMarketEventSource> open, ReplaySettings? settings = null)
    {
        _settings = settings ?? new ReplaySettings();
        if (_settings.Speed is not (>= 0.01 and <= 1000)) throw new ArgumentException($"speed={_settings.Speed} must be 0.01 to 1000.", nameof(settings));
        if (_settings.StartOffsetSeconds is not (>= 0 and <= 366 * 86_400.0)) throw new ArgumentException($"startOffset={_settings.StartOffsetSeconds} must be 0 to 366 days, in seconds.", nameof(settings));
        if (_settings.Levels is < 1 or > 200) throw new ArgumentException($"levels={_settings.Levels} must be 1 to 200.", nameof(settings));
        Instruments = instruments;
        _open = open;
        _venues = instruments.Select((rules, i) => new ReplayVenue((short)i, rules, _settings)).ToArray();
        _source = open();
        if (!Peek(out var first)) throw new ArgumentException("The tape has no events.", nameof(open));
        _tapeStart = first.ReceiveTime;
    }

    public IReadOnlyList<Instrument> Instruments { get; }

    public Timestamp NextStep { get; private set; }

    /// <summary>The tape is over and the book stands still.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Recorded trades left out because the other side already stood past their price: accounts' orders, or a recorded book that was ahead of its trades.</summary>
    public long DroppedTrades => _venues.Sum(v => v.DroppedTrades);

    private Timestamp Offset => _tapeStart + (long)(_settings.StartOffsetSeconds * Timestamp.NanosecondsPerSecond);

    public void Open(MarketOpening opening, IMarketDesk desk)
    {
        _start = opening.Start;
        _looped = 0;
        foreach (var venue in _venues) venue.Reset(desk);
        var history = _venues.Select((_, i) => new ReplayHistory((short)i, _start)).ToArray();
        Begin(history);
        foreach (var minutes in history) minutes.Finish();
        _history ??= history.Select(h => h.Bars).ToArray();
        Run(opening.Now, desk, trades: false);
        foreach (var venue in _venues) venue.Follow(desk);
        NextStep = opening.Now + StepNanoseconds;
    }

    public void Step(Timestamp now, IMarketDesk desk)
    {
        Run(now, desk, trades: true);
        foreach (var venue in _venues) venue.Follow(desk);
        NextStep = now + StepNanoseconds;
    }

    public void OnFill(in ParticipantFill fill) => _venues[fill.Instrument].OnFill(fill);

    /// <summary>The recorded index or mark; without one the last recorded price.</summary>
    public Price IndexPrice(short instrument)
    {
        var venue = _venues[instrument];
        return venue.Index.Raw > 0 ? venue.Rules.RoundToTick(venue.Index) : venue.Last;
    }

    /// <summary>The last recorded rate; 0.01 % for perpetuals before the first.</summary>
    public decimal FundingRate(short instrument) => Instruments[instrument].Kind == ContractKind.Spot ? 0m : _venues[instrument].FundingRate;

    public IReadOnlyList<Bar> History(short instrument) => _history?[instrument] ?? throw new InvalidOperationException("The market is not open yet.");

    /// <summary>Opens the tape and reads it up to the start offset; the trades on the way become history.</summary>
    private void Begin(ReplayHistory[]? history)
    {
        (_source, _next, _count, IsOver) = (_open(), 0, 0, false);
        var shift = _start - Offset;
        while (Peek(out var e) && e.ReceiveTime <= Offset)
        {
            _next++;
            if (e.Kind == MarketEventKind.Trade) history?[e.Instrument].Add(e.ReceiveTime + shift, new Price(e.A), new Quantity(e.B));
            _venues[e.Instrument].Apply(e, null);
        }

        if (!Peek(out _)) throw new ArgumentException($"The tape ends before its start offset of {_settings.StartOffsetSeconds} s.");
    }

    private void Run(Timestamp now, IMarketDesk desk, bool trades)
    {
        var passed = (long)((now - _start) * _settings.Speed);
        while (!IsOver)
        {
            if (!Peek(out var e))
            {
                BeginAgain(desk, passed);
                continue;
            }

            if (e.ReceiveTime > Offset + (passed - _looped)) return;
            _next++;
            _last = e.ReceiveTime;
            _venues[e.Instrument].Apply(e, trades ? desk : null);
        }
    }

    private void BeginAgain(IMarketDesk desk, long passed)
    {
        var length = _last - Offset;
        IsOver = !_settings.Loop || length <= 0;
        if (IsOver) return;
        _looped += length * Math.Max(1, (passed - _looped) / length);
        foreach (var venue in _venues) venue.Reset(desk);
        Begin(null);
    }

    private bool Peek(out MarketEvent next)
    {
        if (_next == _count) (_next, _count) = (0, _source.Read(_buffer));
        next = _count > 0 ? _buffer[_next] : default;
        return _count > 0;
    }
}
