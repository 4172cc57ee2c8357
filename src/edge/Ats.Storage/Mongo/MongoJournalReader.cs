using Ats.Domain;
using Ats.Engine;
using Ats.Storage.Facts;

namespace Ats.Storage.Mongo;

/// <summary>
/// Reads journals from MongoDB, also while they are being written: a read sees the batches that were complete when the enumeration
/// began. Safe to use from several threads.
/// </summary>
public sealed class MongoJournalReader : IJournalReader
{
    private readonly MongoStore _store;

    /// <exception cref="JournalException">The server cannot be reached, has no journal, or one of a newer version.</exception>
    public MongoJournalReader(string address)
    {
        _store = new MongoStore(address);
        _store.Verify();
    }

    public IReadOnlyList<Run> Runs() => MongoRuns.All(_store);

    public Run? FindRun(RunId id) => MongoRuns.Find(_store, id);

    public RunSummary? Summary(RunId id) => MongoRuns.Summary(_store, id);

    public IEnumerable<JournalEntry> Read(RunId id, JournalKind kinds = JournalKind.All, long fromSequence = 0)
    {
        if (MongoRuns.EndOrdinal(_store, id) is not { } end) yield break;
        foreach (var entry in EntryMerge.Merge(Streams(id.Value, kinds, end, fromSequence))) yield return entry;
    }

    private IEnumerable<IEnumerable<PositionedEntry>> Streams(string run, JournalKind kinds, long end, long from)
    {
        if (kinds.HasFlag(JournalKind.Market)) yield return MongoMarketCollection.Read(_store, run, end, from);
        if (kinds.HasFlag(JournalKind.OrderEvent)) yield return MongoFactCollection<OrderEvent, OrderEventMap>.Read(_store, run, end, from);
        if (kinds.HasFlag(JournalKind.Command)) yield return MongoFactCollection<OperatorCommand, CommandMap>.Read(_store, run, end, from);
        if (kinds.HasFlag(JournalKind.LimitBreach)) yield return MongoFactCollection<LimitBreach, LimitBreachMap>.Read(_store, run, end, from);
        if (kinds.HasFlag(JournalKind.Order)) yield return MongoFactCollection<OrderIntent, OrderMap>.Read(_store, run, end, from);
        if (kinds.HasFlag(JournalKind.Decision)) yield return MongoFactCollection<Decision, DecisionMap>.Read(_store, run, end, from);
        if (kinds.HasFlag(JournalKind.Fill)) yield return MongoFactCollection<Fill, FillMap>.Read(_store, run, end, from);
        if (kinds.HasFlag(JournalKind.Ledger)) yield return MongoFactCollection<LedgerEntry, LedgerMap>.Read(_store, run, end, from);
        if (kinds.HasFlag(JournalKind.RoundTrip)) yield return MongoFactCollection<RoundTrip, RoundTripMap>.Read(_store, run, end, from);
        if (kinds.HasFlag(JournalKind.Equity)) yield return MongoFactCollection<EquityPoint, EquityMap>.Read(_store, run, end, from);
    }
}
