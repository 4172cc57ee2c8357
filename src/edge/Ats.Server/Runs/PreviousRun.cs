using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Server.Settings;
using Ats.Storage;

namespace Ats.Server.Runs;

/// <summary>
/// Where the contest stood when it last ran, found by replaying its log: the arms' books, the orders still open in them, and the
/// executions that are booked already.
/// </summary>
internal sealed record PreviousRun(LiveRecord Record, IReadOnlyList<ArmCarry> Carry, RiskCarry TotalCarry, IReadOnlyList<Fill> Fills, IReadOnlyList<OrderEvent> Fundings, Timestamp LastExchangeTime, bool WasFinished)
{
    /// <summary>The latest live run in the journal, brought up to its end; null when there is none of this environment.</summary>
    /// <exception cref="SettingsException">The log cannot be replayed.</exception>
    public static PreviousRun? Find(string journal, TradingEnvironment environment)
    {
        if (!journal.Contains("://", StringComparison.Ordinal) && !File.Exists(journal)) return null;
        var reader = JournalStore.OpenReader(journal);
        using var disposable = reader as IDisposable;
        foreach (var run in reader.Runs().Reverse())
        {
            if (LiveRecord.TryParse(run.Settings) is not { } record || record.Settings.Environment != environment) continue;
            return Replayed(reader, run, record, journal);
        }

        return null;
    }

    private static PreviousRun Replayed(IJournalReader reader, Run run, LiveRecord record, string journal)
    {
        try
        {
            using var memory = new MemoryJournal(JournalKind.Fill | JournalKind.OrderEvent);
            var engine = LiveReplay.Run(record, reader.Read(run.Id, JournalKind.Inputs), memory);
            var last = new Timestamp(Math.Max(run.StartedAt.Nanoseconds, memory.OrderEvents.Select(e => e.ExchangeTime.Nanoseconds).DefaultIfEmpty(0).Max()));
            return new PreviousRun(record, engine.Capture(), engine.CaptureTotal(), [.. memory.Fills], [.. memory.OrderEvents.Where(e => e.Kind == OrderEventKind.Funding)], last, reader.Summary(run.Id) is not null);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or SettingsException)
        {
            throw new SettingsException($"Run {run.Id} in {journal} cannot be taken up again ({e.Message}). Name another journal to start a new contest, after closing what the account holds.", e);
        }
    }
}
