using Ats.Domain;

namespace Ats.Engine;

/// <summary>A journal in memory, for backtests and tests: typed logs in chunks, by default without market events and ledger postings.</summary>
public sealed class MemoryJournal(JournalKind kinds = MemoryJournal.Results, bool everyDecision = false) : IJournal, IJournalReader
{
    /// <summary>What a report needs.</summary>
    public const JournalKind Results = JournalKind.Decision | JournalKind.Fill | JournalKind.RoundTrip | JournalKind.Equity;

    private readonly ChunkedLog<(long Sequence, MarketEvent Event)> _market = new();
    private readonly ChunkedLog<(long Sequence, OrderEvent Event)> _orderEvents = new();
    private readonly ChunkedLog<(long Sequence, OrderIntent Order)> _orders = new();
    private readonly ChunkedLog<(long Sequence, EquityPoint Point)> _equity = new();
    private Run? _run;
    private RunSummary? _summary;

    public JournalKind Kinds { get; } = kinds;

    public bool EveryDecision { get; } = everyDecision;

    public ChunkedLog<Decision> Decisions { get; } = new();

    public ChunkedLog<Fill> Fills { get; } = new();

    public ChunkedLog<LedgerEntry> LedgerEntries { get; } = new();

    public ChunkedLog<RoundTrip> RoundTrips { get; } = new();

    public IEnumerable<EquityPoint> EquityPoints => _equity.Select(e => e.Point);

    public IEnumerable<OrderEvent> OrderEvents => _orderEvents.Select(e => e.Event);

    public IEnumerable<OrderIntent> Orders => _orders.Select(e => e.Order);

    public void Begin(Run run) => _run = _run is null ? run : throw new InvalidOperationException("A memory journal holds one run.");

    public void Market(long sequence, in MarketEvent market) => _market.Add((sequence, market));

    public void OrderEvent(long sequence, in OrderEvent orderEvent) => _orderEvents.Add((sequence, orderEvent));

    public void Order(long sequence, in OrderIntent order) => _orders.Add((sequence, order));

    public void Decision(in Decision decision) => Decisions.Add(decision);

    public void Fill(in Fill fill) => Fills.Add(fill);

    public void Ledger(in LedgerEntry entry) => LedgerEntries.Add(entry);

    public void RoundTrip(in RoundTrip roundTrip) => RoundTrips.Add(roundTrip);

    public void Equity(long sequence, in EquityPoint point) => _equity.Add((sequence, point));

    public void Flush()
    {
        // Memory is as durable as it gets.
    }

    public void End(RunSummary summary) => _summary = summary;

    public void Dispose()
    {
        // Nothing held beyond memory.
    }

    public IReadOnlyList<Run> Runs() => _run is null ? [] : [_run];

    public Run? FindRun(RunId id) => _run?.Id == id ? _run : null;

    public RunSummary? Summary(RunId id) => _summary?.Id == id ? _summary : null;

    public IEnumerable<JournalEntry> Read(RunId id, JournalKind kinds = JournalKind.All, long fromSequence = 0)
    {
        if (_run?.Id != id) return [];
        return Everything(kinds).Where(e => e.Sequence >= fromSequence).OrderBy(e => e.Sequence).ThenBy(e => (int)e.Kind);
    }

    private IEnumerable<JournalEntry> Everything(JournalKind kinds)
    {
        if (kinds.HasFlag(JournalKind.Market)) foreach (var (s, e) in _market) yield return new JournalEntry(JournalKind.Market, s, e);
        if (kinds.HasFlag(JournalKind.OrderEvent)) foreach (var (s, e) in _orderEvents) yield return new JournalEntry(JournalKind.OrderEvent, s, e);
        if (kinds.HasFlag(JournalKind.Order)) foreach (var (s, e) in _orders) yield return new JournalEntry(JournalKind.Order, s, e);
        if (kinds.HasFlag(JournalKind.Decision)) foreach (var e in Decisions) yield return new JournalEntry(JournalKind.Decision, e.Sequence, e);
        if (kinds.HasFlag(JournalKind.Fill)) foreach (var e in Fills) yield return new JournalEntry(JournalKind.Fill, e.Sequence, e);
        if (kinds.HasFlag(JournalKind.Ledger)) foreach (var e in LedgerEntries) yield return new JournalEntry(JournalKind.Ledger, e.Sequence, e);
        if (kinds.HasFlag(JournalKind.RoundTrip)) foreach (var e in RoundTrips) yield return new JournalEntry(JournalKind.RoundTrip, e.Sequence, e);
        if (kinds.HasFlag(JournalKind.Equity)) foreach (var (s, e) in _equity) yield return new JournalEntry(JournalKind.Equity, s, e);
    }
}
