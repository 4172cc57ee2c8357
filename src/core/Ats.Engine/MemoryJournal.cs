using System.Numerics;
using Ats.Domain;

namespace Ats.Engine;

/// <summary>A journal in memory, for backtests and tests: typed logs in chunks, by default without market events and ledger postings.</summary>
public sealed class MemoryJournal(JournalKind kinds = MemoryJournal.Results, bool everyDecision = false) : IJournal, IJournalReader
{
    /// <summary>What a report needs.</summary>
    public const JournalKind Results = JournalKind.Decision | JournalKind.Fill | JournalKind.RoundTrip | JournalKind.Equity | JournalKind.LimitBreach;

    private readonly ChunkedLog<(long Sequence, MarketEvent Event)> _market = new();
    private readonly ChunkedLog<(long Sequence, OrderEvent Event)> _orderEvents = new();
    private readonly ChunkedLog<(long Sequence, OperatorCommand Command)> _commands = new();
    private readonly ChunkedLog<(long Sequence, OrderIntent Order)> _orders = new();
    private readonly ChunkedLog<(long Sequence, EquityPoint Point)> _equity = new();

    /// <summary>The kind of every entry in the order of appending: one byte each, from which that order is told again.</summary>
    private readonly ChunkedLog<byte> _order = new();
    private Run? _run;
    private RunSummary? _summary;

    public JournalKind Kinds { get; } = kinds;

    public bool EveryDecision { get; } = everyDecision;

    public ChunkedLog<Decision> Decisions { get; } = new();

    public ChunkedLog<Fill> Fills { get; } = new();

    public ChunkedLog<LedgerEntry> LedgerEntries { get; } = new();

    public ChunkedLog<RoundTrip> RoundTrips { get; } = new();

    public ChunkedLog<LimitBreach> LimitBreaches { get; } = new();

    public IEnumerable<EquityPoint> EquityPoints => _equity.Select(e => e.Point);

    public IEnumerable<OrderEvent> OrderEvents => _orderEvents.Select(e => e.Event);

    public IEnumerable<OrderIntent> Orders => _orders.Select(e => e.Order);

    public void Begin(Run run) => _run = _run is null ? run : throw new InvalidOperationException("A memory journal holds one run.");

    public void Market(long sequence, in MarketEvent market)
    {
        if (!Kinds.KeepsMarket(market.Kind)) return;
        Note(JournalKind.Market);
        _market.Add((sequence, market));
    }

    public void OrderEvent(long sequence, in OrderEvent orderEvent)
    {
        if (Keeps(JournalKind.OrderEvent)) _orderEvents.Add((sequence, orderEvent));
    }

    public void Command(long sequence, in OperatorCommand command)
    {
        if (Keeps(JournalKind.Command)) _commands.Add((sequence, command));
    }

    public void Order(long sequence, in OrderIntent order)
    {
        if (Keeps(JournalKind.Order)) _orders.Add((sequence, order));
    }

    public void Decision(in Decision decision)
    {
        if (Keeps(JournalKind.Decision)) Decisions.Add(decision);
    }

    public void Fill(in Fill fill)
    {
        if (Keeps(JournalKind.Fill)) Fills.Add(fill);
    }

    public void Ledger(in LedgerEntry entry)
    {
        if (Keeps(JournalKind.Ledger)) LedgerEntries.Add(entry);
    }

    public void RoundTrip(in RoundTrip roundTrip)
    {
        if (Keeps(JournalKind.RoundTrip)) RoundTrips.Add(roundTrip);
    }

    public void LimitBreach(in LimitBreach breach)
    {
        if (Keeps(JournalKind.LimitBreach)) LimitBreaches.Add(breach);
    }

    public void Equity(long sequence, in EquityPoint point)
    {
        if (Keeps(JournalKind.Equity)) _equity.Add((sequence, point));
    }

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
        return AsAppended().Where(e => (kinds & e.Kind) != 0 && e.Sequence >= fromSequence).OrderBy(e => e.Sequence);
    }

    private bool Keeps(JournalKind kind)
    {
        if ((Kinds & kind) == 0) return false;
        Note(kind);
        return true;
    }

    private void Note(JournalKind kind) => _order.Add((byte)BitOperations.Log2((uint)kind));

    private IEnumerable<JournalEntry> AsAppended()
    {
        var next = new int[BitOperations.Log2((uint)JournalKind.All) + 1];
        foreach (var tag in _order)
        {
            var kind = (JournalKind)(1 << tag);
            yield return At(kind, next[tag]++);
        }
    }

    private JournalEntry At(JournalKind kind, int index) => kind switch
    {
        JournalKind.Market => new(kind, _market[index].Sequence, _market[index].Event),
        JournalKind.OrderEvent => new(kind, _orderEvents[index].Sequence, _orderEvents[index].Event),
        JournalKind.Command => new(kind, _commands[index].Sequence, _commands[index].Command),
        JournalKind.Order => new(kind, _orders[index].Sequence, _orders[index].Order),
        JournalKind.Decision => new(kind, Decisions[index].Sequence, Decisions[index]),
        JournalKind.Fill => new(kind, Fills[index].Sequence, Fills[index]),
        JournalKind.Ledger => new(kind, LedgerEntries[index].Sequence, LedgerEntries[index]),
        JournalKind.RoundTrip => new(kind, RoundTrips[index].Sequence, RoundTrips[index]),
        JournalKind.LimitBreach => new(kind, LimitBreaches[index].Sequence, LimitBreaches[index]),
        JournalKind.Equity => new(kind, _equity[index].Sequence, _equity[index].Point),
        _ => throw new InvalidOperationException($"{kind} is no single kind."),
    };
}
