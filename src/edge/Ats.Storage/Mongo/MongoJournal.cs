using Ats.Domain;
using Ats.Storage.Facts;

namespace Ats.Storage.Mongo;

/// <summary>
/// The journal in a MongoDB database (default name "ats"): a collection per kind, written in ordered batches with majority and journaled
/// write concern. A batch becomes visible as a whole, when the run's <c>durable</c> mark moves past it. Values as in BSON: Decimal128 for
/// decimals, prices and quantities (exact, scale included), int64 nanoseconds for times.
/// </summary>
public sealed class MongoJournal : BufferedJournal
{
    private readonly MongoStore _store;
    private string _run = "";

    /// <exception cref="Ats.Engine.JournalException">The server cannot be reached, or holds a journal of a newer version.</exception>
    public MongoJournal(string address, JournalKind kinds, bool everyDecision)
        : base(kinds, everyDecision)
    {
        _store = new MongoStore(address);
        _store.Prepare();
        _store.Guard(() =>
        {
            MongoMarketCollection.CreateIndex(_store);
            MongoFactCollection<OrderEvent, OrderEventMap>.CreateIndex(_store);
            MongoFactCollection<OperatorCommand, CommandMap>.CreateIndex(_store);
            MongoFactCollection<LimitBreach, LimitBreachMap>.CreateIndex(_store);
            MongoFactCollection<OrderIntent, OrderMap>.CreateIndex(_store);
            MongoFactCollection<Decision, DecisionMap>.CreateIndex(_store);
            MongoFactCollection<Fill, FillMap>.CreateIndex(_store);
            MongoFactCollection<LedgerEntry, LedgerMap>.CreateIndex(_store);
            MongoFactCollection<RoundTrip, RoundTripMap>.CreateIndex(_store);
            MongoFactCollection<EquityPoint, EquityMap>.CreateIndex(_store);
        });
    }

    private protected override void BeginRun(Run run)
    {
        _store.Guard(() => MongoRuns.Insert(_store, run));
        _run = run.Id.Value;
    }

    private protected override void WriteBatch(JournalBatch batch) => _store.Guard(() =>
    {
        MongoMarketCollection.Insert(_store, _run, batch.Market);
        MongoFactCollection<OrderEvent, OrderEventMap>.Insert(_store, _run, batch.OrderEvents);
        MongoFactCollection<OperatorCommand, CommandMap>.Insert(_store, _run, batch.Commands);
        MongoFactCollection<LimitBreach, LimitBreachMap>.Insert(_store, _run, batch.LimitBreaches);
        MongoFactCollection<OrderIntent, OrderMap>.Insert(_store, _run, batch.Orders);
        MongoFactCollection<Decision, DecisionMap>.Insert(_store, _run, batch.Decisions);
        MongoFactCollection<Fill, FillMap>.Insert(_store, _run, batch.Fills);
        MongoFactCollection<LedgerEntry, LedgerMap>.Insert(_store, _run, batch.Ledger);
        MongoFactCollection<RoundTrip, RoundTripMap>.Insert(_store, _run, batch.RoundTrips);
        MongoFactCollection<EquityPoint, EquityMap>.Insert(_store, _run, batch.Equity);
        MongoRuns.Advance(_store, _run, batch.EndOrdinal, batch.Summary);
    });

    private protected override void CloseStore()
    {
        // The driver's pool of connections belongs to the process.
    }
}
