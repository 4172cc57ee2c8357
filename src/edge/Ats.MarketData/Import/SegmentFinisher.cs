using Ats.Domain;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Import;

/// <summary>Turns rows in file order into a segment: sorts by receive time, drops proven duplicates, stamps bars at their close, counts what is odd, seals the chunks.</summary>
internal sealed class SegmentFinisher
{
    private const long QuietThresholdNs = 10 * Timestamp.NanosecondsPerSecond;
    private readonly SegmentBuilder _segment;
    private readonly ImportSession _session;
    private readonly string _source;
    private IReadOnlyList<MemoryChunk> _chunks;

    private SegmentFinisher(SegmentBuilder segment, ImportSession session, string source)
    {
        _segment = segment;
        _session = session;
        _source = source;
        _chunks = [.. segment.Chunks.Where(c => c.Rows > 0)];
    }

    public static SegmentData Finish(SegmentBuilder segment, ImportSession session, string source, string? sha256) =>
        new SegmentFinisher(segment, session, source).Run(sha256);

    private SegmentData Run(string? sha256)
    {
        var (outOfOrder, smallestStep) = RowOrder.Scan(_chunks);
        if (outOfOrder > 0)
        {
            _chunks = RowOrder.Sort(_chunks);
            (_, smallestStep) = RowOrder.Scan(_chunks);
        }

        var duplicates = DuplicateRows.Find(_segment.Kind, _chunks, _session);
        if (duplicates.Drop.Count > 0)
        {
            _chunks = RowOrder.Without(_chunks, duplicates.Drop);
            (_, smallestStep) = RowOrder.Scan(_chunks);
        }

        var bars = _segment.Kind == MarketEventKind.Bar;
        var interval = bars ? Interval(smallestStep) : 0;
        if (bars && _segment.OpenTimes) AddInterval(interval * Timestamp.NanosecondsPerMillisecond);
        var gaps = new GapCounter(bars ? interval * Timestamp.NanosecondsPerMillisecond : QuietThresholdNs, bars);
        var tick = new CommonDivisor();
        var lot = new CommonDivisor();
        long early = 0;
        long previous = 0;
        foreach (var chunk in _chunks)
        {
            foreach (var column in EventColumns.Prices(_segment.Kind)) AddTo(tick, chunk, column);
            foreach (var column in EventColumns.Quantities(_segment.Kind)) AddTo(lot, chunk, column);
            previous = ScanTimes(chunk, gaps, previous, ref early);
            chunk.Seal();
        }

        var store = new MemoryChunkStore(_chunks);
        var hash = TapeFormat.ContentHash(_segment.Instrument, _segment.Kind, interval, store.Chunks);
        var first = _chunks[0].View();
        var last = _chunks[^1].View();
        var info = new SegmentInfo
        {
            Instrument = _segment.Instrument.ToString(),
            Kind = _segment.Kind,
            IntervalMilliseconds = interval,
            Rows = _chunks.Sum(c => (long)c.Rows),
            FirstExchangeTimeNs = first.Value(EventColumns.Exchange, 0),
            LastExchangeTimeNs = last.Value(EventColumns.Exchange, last.Rows - 1),
            FirstReceiveTimeNs = store.Chunks[0].FirstReceive,
            LastReceiveTimeNs = store.Chunks[^1].LastReceive,
            Gaps = gaps.ToSummary(),
            Duplicates = duplicates.Count,
            DuplicatesDropped = duplicates.Drop.Count,
            OutOfOrder = outOfOrder,
            BadRows = _session.BadRows,
            StaleRows = _segment.DroppedRows,
            EmptyTrades = _segment.EmptyTrades,
            RoundedValues = _segment.RoundedValues,
            SequenceBreaks = _segment.SequenceBreaks,
            ReceivedBeforeExchange = early,
            TickRaw = tick.Value,
            LotRaw = lot.Value,
            Format = _session.Format,
            Source = _source,
            SourceSha256 = sha256,
            ContentHash = hash.ToString("x32"),
            Notes = [.. _session.Notes],
        };
        return new SegmentData(_segment.Instrument, _segment.Kind, interval, store, info);
    }

    private static void AddTo(CommonDivisor divisor, MemoryChunk chunk, int column)
    {
        if (chunk.Existing(column) is { } values) divisor.Add(values.AsSpan(0, chunk.Rows));
    }

    private static long ScanTimes(MemoryChunk chunk, GapCounter gaps, long previous, ref long early)
    {
        var exchange = chunk.Existing(EventColumns.Exchange).AsSpan(0, chunk.Rows);
        var receiveColumn = chunk.Existing(EventColumns.Receive);
        var receive = receiveColumn is null ? exchange : receiveColumn.AsSpan(0, chunk.Rows);
        var ignorable = gaps.Ignorable;
        foreach (var time in receive)
        {
            if (previous != 0 && time - previous > ignorable)
            {
                gaps.Add(previous, time);
                ignorable = gaps.Ignorable;
            }

            previous = time;
        }

        if (receiveColumn is null) return previous;
        for (var i = 0; i < receive.Length; i++)
        {
            if (receive[i] < exchange[i]) early++;
        }

        return previous;
    }

    /// <summary>The interval as told, else the smallest step between rows, of which every step must be a multiple.</summary>
    private int Interval(long smallestStepNs)
    {
        var told = _segment.IntervalMilliseconds > 0 ? _segment.IntervalMilliseconds : _session.Options.Interval?.Milliseconds ?? 0;
        var step = told > 0 ? told * Timestamp.NanosecondsPerMillisecond : smallestStepNs;
        if (step == 0) throw _session.Refuse("one bar does not tell its interval: say --bar-interval, for example --bar-interval 1m");
        if (step % Timestamp.NanosecondsPerMillisecond != 0 || step > 604_800_000 * Timestamp.NanosecondsPerMillisecond)
            throw _session.Refuse($"the smallest step between bars is {step} ns, which is no interval of 1 ms to 7 days: say --bar-interval");
        if (RowOrder.FirstOffGrid(_chunks, step) is { } time)
            throw _session.Refuse($"the bar at {time} is not a whole number of {new BarInterval((int)(step / Timestamp.NanosecondsPerMillisecond))} steps after the one before: say --bar-interval, or correct the times");
        return (int)(step / Timestamp.NanosecondsPerMillisecond);
    }

    private void AddInterval(long nanoseconds)
    {
        foreach (var chunk in _chunks)
        {
            foreach (ref var time in chunk.Column(EventColumns.Exchange).AsSpan(0, chunk.Rows)) time += nanoseconds;
            if (chunk.Existing(EventColumns.Receive) is not { } receive) continue;
            foreach (ref var time in receive.AsSpan(0, chunk.Rows)) time += nanoseconds;
        }
    }
}
