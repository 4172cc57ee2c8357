using Ats.Domain;

namespace Ats.Engine;

/// <summary>
/// Where everything the engine does is written, in order. Writers are called from the engine's one thread, must not block it for long
/// and must not fail silently: a store that cannot write throws <see cref="JournalException"/> at the next call, and trading halts.
/// Implementations: <see cref="MemoryJournal"/>, and the stores of Ats.Storage (SQLite, MongoDB), all under one contract test suite.
/// </summary>
public interface IJournal : IDisposable
{
    /// <summary>Which kinds this journal keeps; the engine does not even build the others.</summary>
    JournalKind Kinds { get; }

    /// <summary>True when every decision is wanted, false when only changes are.</summary>
    bool EveryDecision { get; }

    /// <summary>Opens a run. Called once, first.</summary>
    void Begin(Run run);

    void Market(long sequence, in MarketEvent market);

    void OrderEvent(long sequence, in OrderEvent orderEvent);

    void Command(long sequence, in OperatorCommand command);

    void Order(long sequence, in OrderIntent order);

    void Decision(in Decision decision);

    void Fill(in Fill fill);

    void Ledger(in LedgerEntry entry);

    void RoundTrip(in RoundTrip roundTrip);

    void LimitBreach(in LimitBreach breach);

    void Equity(long sequence, in EquityPoint point);

    /// <summary>Returns when everything appended so far is durable.</summary>
    void Flush();

    /// <summary>Closes the run and flushes.</summary>
    void End(RunSummary summary);
}
