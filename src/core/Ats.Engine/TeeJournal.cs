using Ats.Domain;

namespace Ats.Engine;

/// <summary>Writes to two journals: what a report needs in memory, everything asked for in a store.</summary>
public sealed class TeeJournal(IJournal first, IJournal second) : IJournal
{
    public JournalKind Kinds => first.Kinds | second.Kinds;

    public bool EveryDecision => first.EveryDecision || second.EveryDecision;

    public void Begin(Run run)
    {
        first.Begin(run);
        second.Begin(run);
    }

    public void Market(long sequence, in MarketEvent market)
    {
        if (first.Kinds.KeepsMarket(market.Kind)) first.Market(sequence, in market);
        if (second.Kinds.KeepsMarket(market.Kind)) second.Market(sequence, in market);
    }

    public void OrderEvent(long sequence, in OrderEvent orderEvent)
    {
        if (first.Kinds.HasFlag(JournalKind.OrderEvent)) first.OrderEvent(sequence, in orderEvent);
        if (second.Kinds.HasFlag(JournalKind.OrderEvent)) second.OrderEvent(sequence, in orderEvent);
    }

    public void Command(long sequence, in OperatorCommand command)
    {
        if (first.Kinds.HasFlag(JournalKind.Command)) first.Command(sequence, in command);
        if (second.Kinds.HasFlag(JournalKind.Command)) second.Command(sequence, in command);
    }

    public void Order(long sequence, in OrderIntent order)
    {
        if (first.Kinds.HasFlag(JournalKind.Order)) first.Order(sequence, in order);
        if (second.Kinds.HasFlag(JournalKind.Order)) second.Order(sequence, in order);
    }

    public void Decision(in Decision decision)
    {
        if (first.Kinds.HasFlag(JournalKind.Decision)) first.Decision(in decision);
        if (second.Kinds.HasFlag(JournalKind.Decision)) second.Decision(in decision);
    }

    public void Fill(in Fill fill)
    {
        if (first.Kinds.HasFlag(JournalKind.Fill)) first.Fill(in fill);
        if (second.Kinds.HasFlag(JournalKind.Fill)) second.Fill(in fill);
    }

    public void Ledger(in LedgerEntry entry)
    {
        if (first.Kinds.HasFlag(JournalKind.Ledger)) first.Ledger(in entry);
        if (second.Kinds.HasFlag(JournalKind.Ledger)) second.Ledger(in entry);
    }

    public void RoundTrip(in RoundTrip roundTrip)
    {
        if (first.Kinds.HasFlag(JournalKind.RoundTrip)) first.RoundTrip(in roundTrip);
        if (second.Kinds.HasFlag(JournalKind.RoundTrip)) second.RoundTrip(in roundTrip);
    }

    public void LimitBreach(in LimitBreach breach)
    {
        if (first.Kinds.HasFlag(JournalKind.LimitBreach)) first.LimitBreach(in breach);
        if (second.Kinds.HasFlag(JournalKind.LimitBreach)) second.LimitBreach(in breach);
    }

    public void Equity(long sequence, in EquityPoint point)
    {
        if (first.Kinds.HasFlag(JournalKind.Equity)) first.Equity(sequence, in point);
        if (second.Kinds.HasFlag(JournalKind.Equity)) second.Equity(sequence, in point);
    }

    public void Flush()
    {
        first.Flush();
        second.Flush();
    }

    public void End(RunSummary summary)
    {
        first.End(summary);
        second.End(summary);
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}
