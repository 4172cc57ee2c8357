using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.MarketData.Recording;

/// <summary>
/// Public streams onto tape, around the clock: trades, books, mark prices and funding as they come, in the order of their receipt over all
/// instruments (a message received at the time of the one before, or before it, is stamped one nanosecond later). Lost connections and void
/// books are noted and counted as sequence breaks; a void book is emptied on tape too. Rows wait in memory until the next commit, at most
/// a stated number.
/// </summary>
public sealed class TapeRecorder : IPublicSink, IDisposable
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<InstrumentId> _instruments;
    private readonly TimeProvider _time;
    private readonly RecorderSettings _settings;
    private readonly Action<string> _say;
    private readonly Action<MarketEvent>? _heard;
    private readonly RecordingDirectory _directory;
    private readonly Dictionary<(short Instrument, MarketEventKind Kind), RecordedSeries> _series = [];
    private readonly Dictionary<string, (Timestamp Since, string Why)> _away = [];
    private readonly FundingWatch[] _funding;
    private readonly SemaphoreSlim _wake = new(0, 1);
    private long _last;
    private long _waiting;
    private bool _stopping;
    private volatile IOException? _fault;

    /// <param name="directory">Data directory; made when it does not exist.</param>
    /// <param name="instruments">In the order of the streams' instrument numbers.</param>
    /// <param name="time">Wall clock.</param>
    /// <param name="settings">How the recording is cut.</param>
    /// <param name="say">Takes lines for the user.</param>
    /// <param name="heard">Takes every row as it is recorded, times included and one at a time, also when the disk takes no more: who decides by these decides the same on the tape.</param>
    /// <exception cref="IOException">Another recorder writes there, the disk fails, or the clock is behind what was recorded last.</exception>
    public TapeRecorder(string directory, IReadOnlyList<InstrumentId> instruments, TimeProvider time, RecorderSettings settings, Action<string> say, Action<MarketEvent>? heard = null)
    {
        (_instruments, _time, _settings, _say, _heard) = (instruments, time, settings, say, heard);
        _funding = [.. instruments.Select(_ => new FundingWatch())];
        _directory = new RecordingDirectory(directory, settings);
        try
        {
            // What a recording that was cut short left in parts.
            _directory.JoinAll();
            var last = _directory.LastReceived(instruments);
            if (last > Now) throw new IOException($"{directory}: the last recorded row is of {last}, and the clock says {Now}: correct the clock, or name another directory with --into");
            _last = last.Nanoseconds;
        }
        catch
        {
            _directory.Dispose();
            throw;
        }
    }

    /// <summary>Rows committed since the start.</summary>
    public long Rows { get; private set; }

    private Timestamp Now => Timestamp.FromDateTime(_time.GetUtcNow());

    /// <summary>Commits until cancelled; then everything that waits, and the parts become segments. Run the streams beside it, and end them first.</summary>
    /// <exception cref="IOException">The disk failed, is full or cannot keep up; what was committed before is whole.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var every = _settings.CommitEvery.Ticks;
            var wait = TimeSpan.FromTicks(every - (_time.GetUtcNow().Ticks % every));
            try
            {
                await _wake.WaitAsync(wait, cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (_fault is { } fault) throw fault;
            try
            {
                Commit();
                _directory.JoinParts(Now);
            }
            catch (IOException e)
            {
                // Nobody commits any more: what comes from here on is not kept in memory.
                _fault = e;
                throw;
            }
        }
    }

    /// <summary>Time has passed without a row: what is recorded from now on is stamped later than the moment given back, which is this one or that of the last row.</summary>
    public Timestamp Pass(Timestamp moment)
    {
        lock (_gate) return new Timestamp(_last = Math.Max(_last, moment.Nanoseconds));
    }

    /// <summary>From here on lost connections are the end of the recording, not its gaps.</summary>
    public void Stopping()
    {
        lock (_gate) _stopping = true;
    }

    /// <summary>The last commit.</summary>
    /// <exception cref="IOException">The disk failed or is full.</exception>
    public void Finish()
    {
        lock (_gate)
        {
            foreach (var (stream, (since, why)) in _away) NoteAll(stream, $"{stream} was away from {since} to the end of the recording ({why})");
        }

        Commit();
        lock (_gate) _directory.Remark([.. _series.Values.Where(s => s.Remarks is { Breaks: > 0 } or { Notes.Count: > 0 })]);
        _directory.JoinAll();
    }

    public void OnMarket(ReadOnlySpan<MarketEvent> events)
    {
        lock (_gate) Record(events);
    }

    public void OnBookVoid(short instrument, string why)
    {
        lock (_gate)
        {
            var now = Now;
            Record([MarketEvent.FromBookLevel(instrument, now, now, Side.Buy, Price.Zero, Quantity.Zero, MarketEventFlags.Clear | MarketEventFlags.Last)]);
            if (_stopping) return;
            var series = Series(instrument, MarketEventKind.BookLevel);
            series.Break();
            series.Note($"book void from {now} to its next snapshot: {why}");
            _say($"{_instruments[instrument]}: book void: {why}");
        }
    }

    public void OnTicker(short instrument, Ticker ticker, Timestamp received)
    {
        lock (_gate)
        {
            if (_funding[instrument].See(instrument, ticker, received) is { } funding) Record([funding]);
        }
    }

    public void OnKline(short instrument, KlineRow kline, Timestamp received)
    {
        // Not asked for.
    }

    public void OnStatus(in StreamStatus status)
    {
        lock (_gate)
        {
            if (status.State == StreamState.Live)
            {
                if (!_away.Remove(status.Stream, out var away)) return;
                var told = $"{status.Stream} was away from {away.Since} to {status.Since} ({away.Why})";
                NoteAll(status.Stream, told);
                _say(told);
            }
            else if (status.State == StreamState.BackingOff && !_stopping && _away.TryAdd(status.Stream, (status.Since, status.Why)))
            {
                foreach (var series in Of(status.Stream).Where(s => s.Kind != MarketEventKind.BookLevel)) series.Break();
                _say($"{status.Stream} is away: {status.Why}");
            }
        }
    }

    public void OnMalformed(string stream, FrameResult result, ReadOnlySpan<byte> frame)
    {
        lock (_gate)
        {
            foreach (var series in Of(stream)) series.Break();
            NoteAll(stream, $"a message of {stream} could not be read at {Now}");
        }
    }

    public void Dispose()
    {
        _directory.Dispose();
        _wake.Dispose();
    }

    private void Record(ReadOnlySpan<MarketEvent> events)
    {
        if (events.IsEmpty) return;
        _last = Math.Max(_last + 1, events[0].ReceiveTime.Nanoseconds);
        var series = Series(events[0].Instrument, events[0].Kind);
        foreach (ref readonly var market in events)
        {
            var row = market;
            row.ReceiveTime = new Timestamp(_last);
            if (_fault is null) series.Add(in row);
            _heard?.Invoke(row);
        }

        if (_fault is not null) return;
        _waiting += events.Length;
        if (_waiting < _settings.MaxWaitingRows) return;
        if (_waiting >= 8L * _settings.MaxWaitingRows) _fault ??= new IOException($"more than {_waiting:N0} rows wait to be written: the disk cannot keep up, so the recording has ended");
        if (_wake.CurrentCount == 0) _wake.Release();
    }

    private void Commit()
    {
        var taken = new List<TakenRows>();
        lock (_gate)
        {
            foreach (var series in _series.Values)
            {
                if (series.Take() is { } rows) taken.Add(rows);
            }

            _waiting = 0;
        }

        Rows += _directory.Commit(taken);
    }

    private RecordedSeries Series(short instrument, MarketEventKind kind)
    {
        if (_series.TryGetValue((instrument, kind), out var series)) return series;
        series = _series[(instrument, kind)] = new RecordedSeries(_instruments[instrument], kind);
        _say($"{_instruments[instrument]}: {kind} arrives");
        return series;
    }

    private IEnumerable<RecordedSeries> Of(string stream) => _series.Values.Where(s => stream.EndsWith(s.Instrument.Kind.ToCategory().Text(), StringComparison.Ordinal));

    private void NoteAll(string stream, string text)
    {
        foreach (var series in Of(stream)) series.Note(text);
    }
}
