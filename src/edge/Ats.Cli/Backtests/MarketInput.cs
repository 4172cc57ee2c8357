using System.Globalization;
using Ats.Domain;
using Ats.MarketData;
using Ats.Simulation;
using Ats.Simulation.Markets;

namespace Ats.Cli.Backtests;

/// <summary>The market a backtest runs on: a data directory, a raw file, the invented market, or only what a journal recorded of one.</summary>
internal sealed class MarketInput : IDisposable
{
    private readonly MarketDataSet? _set;
    private readonly SyntheticTapeSettings? _synthetic;
    private readonly MarketFacts? _recorded;
    private Timestamp _from = Timestamp.MinValue;
    private Timestamp _to = Timestamp.MaxValue;

    /// <summary>Places of the chosen instruments in the invented market; null = all of it.</summary>
    private short[]? _chosen;

    private MarketInput(MarketDataSet? set, SyntheticTapeSettings? synthetic, IReadOnlyList<Instrument> instruments, MarketFacts? recorded = null)
    {
        _set = set;
        _synthetic = synthetic;
        _recorded = recorded;
        Instruments = instruments;
    }

    public IReadOnlyList<Instrument> Instruments { get; }

    public string DataHash => _recorded?.DataHash ?? _set?.DataHash ?? $"synthetic-v2-seed{_synthetic!.Seed}-hours{_synthetic.Hours}-levels{_synthetic.Levels}-book{_synthetic.BookMilliseconds}{(_synthetic.Start == new SyntheticTapeSettings().Start ? "" : $"-start{_synthetic.Start.ToMilliseconds()}")}";

    /// <summary>First and last moment of what was asked for.</summary>
    public (Timestamp First, Timestamp Last) Span
    {
        get
        {
            var first = _set?.FirstReceiveTime ?? _synthetic!.Start;
            var last = _set?.LastReceiveTime ?? new Timestamp(_synthetic!.Start.Nanoseconds + (long)(_synthetic.Hours * 3.6e12));
            return (first > _from ? first : _from, last < _to ? last : _to);
        }
    }

    public bool IsSynthetic => _synthetic is not null;

    /// <summary>Of the invented market; null where it is none.</summary>
    public ulong? SyntheticSeed => _synthetic?.Seed;

    /// <summary>Where an invented market begins, null where it is when they begin by default.</summary>
    public Timestamp? SyntheticStart => _synthetic is { } s && s.Start != new SyntheticTapeSettings().Start ? s.Start : null;

    public long EstimatedEvents => _recorded is not null ? 0 : _set?.Rows ?? SyntheticTape.EstimateEvents(_synthetic!);

    public string Description => _recorded is not null ? "recorded in a journal" : _set is null
        ? $"invented market, seed {_synthetic!.Seed}, {_synthetic.Hours} hours"
        : $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(_set.Path))}: {_set.Rows:N0} events, {_set.FirstReceiveTime} to {_set.LastReceiveTime}";

    /// <summary>What is known of the data's stretches; none for the invented market.</summary>
    public IReadOnlyList<SegmentInfo> Segments => _set?.Segments ?? [];

    public IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>Kinds of events there are.</summary>
    public IReadOnlyCollection<MarketEventKind> Kinds { get; private init; } = [];

    /// <summary>Shortest bars in the data; null when it has none.</summary>
    public BarInterval? ShortestBar { get; private init; }

    /// <summary>Span of receive times that was asked for, nanoseconds.</summary>
    public long SpanNanoseconds
    {
        get
        {
            if (_recorded is not null) return _recorded.SpanNanoseconds;
            return Math.Max(0, Span.Last - Span.First);
        }
    }

    public static MarketInput Open(BacktestRequest request)
    {
        var market = OpenWhole(request);
        market._from = BacktestRequest.ParseTime(request.From, "--from") ?? Timestamp.MinValue;
        market._to = BacktestRequest.ParseTime(request.To, "--to") ?? Timestamp.MaxValue;
        return market;
    }

    private static MarketInput OpenWhole(BacktestRequest request)
    {
        if (request.Recorded is { } recorded) return FromFacts(recorded);
        if (request.IsSynthetic) return OpenSynthetic(request);
        var bars = request.Fill is "next-open" or "pessimistic-bar";
        var single = request.Instruments.Count == 1 && File.Exists(request.Data) ? InstrumentId.Parse(request.Instruments[0]) : (InstrumentId?)null;
        var options = new MarketDataOptions
        {
            Import = new ImportOptions
            {
                Format = request.Format,
                Instrument = single,
                Interval = request.BarInterval is { } interval ? BarInterval.Parse(interval) : null,
                SkipBadRows = request.SkipBadRows,
            },
            Instruments = single is null ? [.. request.Instruments.Select(InstrumentId.Parse)] : [],
        };
        var notes = new List<string>();
        var wanted = options.Instruments;
        var all = OpenTradable(request.Data, ref options, notes);
        var kinds = all.Segments.Select(s => s.Kind).Distinct().ToList();
        var ticks = kinds.Where(k => k is MarketEventKind.Trade or MarketEventKind.Quote or MarketEventKind.BookLevel).ToList();
        if (kinds.Contains(MarketEventKind.Bar) && ticks.Count > 0)
        {
            // Bars beside ticks would tell the same market twice: the fill model decides which is used.
            var use = bars ? [MarketEventKind.Bar, MarketEventKind.Mark, MarketEventKind.Funding] : ticks.Append(MarketEventKind.Mark).Append(MarketEventKind.Funding).ToList();
            options = options with { Kinds = use };
            notes.Add(bars ? "The data has bars and ticks: the bars are used." : "The data has bars and ticks: the ticks are used, and instruments that have only bars are left out; --fill next-open uses the bars.");
            all.Dispose();
            all = MarketDataSet.Open(request.Data, options);
            kinds = [.. all.Segments.Select(s => s.Kind).Distinct()];
        }

        var intervals = all.Segments.Where(s => s.Kind == MarketEventKind.Bar).Select(s => s.IntervalMilliseconds).Distinct().Order().ToList();
        if (intervals.Count > 1)
        {
            var length = request.Interval is { } text ? BarInterval.Parse(text).Milliseconds : intervals[^1];
            var source = intervals.LastOrDefault(i => i <= length && length % i == 0, intervals[0]);
            all.Dispose();
            all = MarketDataSet.Open(request.Data, options with { Interval = new BarInterval(source) });
            intervals = [source];
        }

        RequireAll(wanted, all.Instruments, request.Data, kinds);
        return new MarketInput(all, null, all.Instruments)
        {
            Kinds = kinds,
            ShortestBar = intervals.Count > 0 ? new BarInterval(intervals[0]) : null,
            Notes = [.. all.Warnings.Concat(all.Segments.SelectMany(s => s.Notes)).Concat(notes).Distinct()],
        };
    }

    /// <summary>Opens data; of a directory with many instruments, those ATS cannot trade are left out unless asked for.</summary>
    private static MarketDataSet OpenTradable(string data, ref MarketDataOptions options, List<string> notes)
    {
        var all = MarketDataSet.Open(data, options);
        var inverse = all.Instruments.Where(i => i.Kind == ContractKind.InversePerpetual).Select(i => i.Id).ToList();
        if (inverse.Count == 0 || inverse.Count == all.Instruments.Count || options.Instruments.Count > 0) return all;
        options = options with { Instruments = [.. all.Instruments.Select(i => i.Id).Except(inverse)] };
        notes.Add($"{string.Join(", ", inverse)} left out: settled in the base asset, which ATS reads but does not trade.");
        all.Dispose();
        return MarketDataSet.Open(data, options);
    }

    /// <summary>An instrument that was asked for and is not there would leave its arms on others.</summary>
    private static void RequireAll(IReadOnlyCollection<InstrumentId> wanted, IReadOnlyList<Instrument> found, string data, IEnumerable<MarketEventKind> kinds)
    {
        foreach (var id in wanted)
        {
            if (!found.Any(i => i.Id == id)) throw new MarketDataException(data, $"no {id} in what is used of it ({string.Join(", ", kinds)} of {string.Join(", ", found.Select(i => i.Id))}): ats data list shows what there is");
        }
    }

    /// <summary>What a journal keeps of this market besides its events.</summary>
    public MarketFacts ToFacts() => new()
    {
        DataHash = DataHash,
        Instruments = [.. Instruments.Select(MarketFacts.InstrumentFacts.Of)],
        Kinds = [.. Kinds],
        ShortestBarMilliseconds = ShortestBar?.Milliseconds,
        SpanNanoseconds = SpanNanoseconds,
    };

    private static MarketInput FromFacts(MarketFacts facts) => new(null, null, [.. facts.Instruments.Select(i => i.ToInstrument())], facts)
    {
        Kinds = facts.Kinds,
        ShortestBar = facts.ShortestBarMilliseconds is { } milliseconds ? new BarInterval(milliseconds) : null,
    };

    /// <summary>The fill model that makes the most of the data.</summary>
    public FillModelKind BestFill() =>
        Kinds.Contains(MarketEventKind.BookLevel) ? FillModelKind.Book
        : Kinds.Contains(MarketEventKind.Quote) ? FillModelKind.Quotes
        : Kinds.Contains(MarketEventKind.Trade) ? FillModelKind.Trades
        : FillModelKind.NextOpen;

    public IMarketEventSource CreateSource(BacktestRequest request)
    {
        var source = WholeSource(request);
        return IsSynthetic ? new ChosenEvents(source, _chosen!, _from, _to) : source;
    }

    /// <summary>The events, and the tape of the invented market they come from (null where it is none).</summary>
    public (IMarketEventSource Source, SyntheticTape? Tape) CreateSourceAndTape(BacktestRequest request)
    {
        if (!IsSynthetic) return (CreateSource(request), null);
        var tape = new SyntheticTape(_synthetic!);
        return (new ChosenEvents(tape, _chosen!, _from, _to), tape);
    }

    /// <summary>An instrument's place in the invented market, or in the data.</summary>
    public short PlaceOf(short index) => _chosen is null ? index : _chosen[index];

    private IMarketEventSource WholeSource(BacktestRequest request)
    {
        var from = BacktestRequest.ParseTime(request.From, "--from");
        var to = BacktestRequest.ParseTime(request.To, "--to");
        if (_recorded is not null) throw new InvalidOperationException("A recorded market has no events of its own: they are in the journal.");
        return _set is null ? new SyntheticTape(_synthetic!) : _set.CreateSource(from, to);
    }

    public void Dispose() => _set?.Dispose();

    private static MarketInput OpenSynthetic(BacktestRequest request)
    {
        var settings = new SyntheticTapeSettings((ulong)request.Seed);
        var colon = request.Data.IndexOf(':', StringComparison.Ordinal);
        foreach (var pair in colon < 0 ? [] : request.Data[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=');
            settings = parts switch
            {
                ["seed", var v] when ulong.TryParse(v, out var seed) => settings with { Seed = seed },
                ["hours", var v] when double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var hours) => settings with { Hours = hours },
                ["start", var v] when BacktestRequest.ParseTime(v, "start in --data") is { } start => settings with { Start = start },
                ["levels", var v] when int.TryParse(v, out var levels) => settings with { Levels = levels },
                ["book", var v] when int.TryParse(v.EndsWith("ms", StringComparison.Ordinal) ? v[..^2] : v, out var ms) => settings with { BookMilliseconds = ms },
                _ => throw new FormatException($"'{pair}' in --data {request.Data} is not understood: write synthetic:seed=7,hours=6,start=2026-01-01,levels=10,book=1000ms."),
            };
        }

        _ = new SyntheticTape(settings);
        return Choose(new MarketInput(null, settings, SyntheticTape.Instruments)
        {
            Kinds = [MarketEventKind.Trade, MarketEventKind.BookLevel, MarketEventKind.Mark, MarketEventKind.Funding],
            Notes = ["An invented market: no evidence about Bybit or any other exchange."],
        }, request);
    }

    private static MarketInput Choose(MarketInput all, BacktestRequest request)
    {
        List<InstrumentId> wanted = [.. request.Instruments.Select(InstrumentId.Parse).Distinct()];
        RequireAll(wanted, all.Instruments, request.Data, all.Kinds);
        var chosen = Enumerable.Range(0, all.Instruments.Count).Where(i => wanted.Count == 0 || wanted.Contains(all.Instruments[i].Id)).Select(i => (short)i).ToArray();
        return new MarketInput(null, all._synthetic, [.. chosen.Select(i => all.Instruments[i])]) { Kinds = all.Kinds, Notes = all.Notes, _chosen = chosen };
    }
}
