using Ats.Domain;

namespace Ats.Storage;

/// <summary>What was appended since the last group commit. Written by the engine's thread or read by the writer's, never both.</summary>
internal sealed class JournalBatch
{
    public MarketBuffer Market { get; } = new();

    public EntryBuffer<OrderEvent> OrderEvents { get; } = new();

    public EntryBuffer<OperatorCommand> Commands { get; } = new();

    public EntryBuffer<LimitBreach> LimitBreaches { get; } = new();

    public EntryBuffer<OrderIntent> Orders { get; } = new();

    public EntryBuffer<Decision> Decisions { get; } = new();

    public EntryBuffer<Fill> Fills { get; } = new();

    public EntryBuffer<LedgerEntry> Ledger { get; } = new();

    public EntryBuffer<RoundTrip> RoundTrips { get; } = new();

    public EntryBuffer<EquityPoint> Equity { get; } = new();

    /// <summary>Set when this batch closes the run.</summary>
    public RunSummary? Summary { get; set; }

    /// <summary>Entries held, the summary included.</summary>
    public int Count { get; set; }

    /// <summary>Entries of the run up to and with this batch: the ordinal of the first entry not in it.</summary>
    public long EndOrdinal { get; set; }

    public void Clear()
    {
        Market.Clear();
        OrderEvents.Clear();
        Commands.Clear();
        LimitBreaches.Clear();
        Orders.Clear();
        Decisions.Clear();
        Fills.Clear();
        Ledger.Clear();
        RoundTrips.Clear();
        Equity.Clear();
        Summary = null;
        Count = 0;
    }
}
