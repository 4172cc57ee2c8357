using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Server.Settings;
using Ats.Storage;

namespace Ats.Server.Runs;

/// <summary>
/// Where the contest stood when it last ran, found by replaying its log: the arms' books with the orders still open in them, and the
/// executions that are booked already (by any of its runs) from <see cref="Since"/> on. Whatever is not booked happened after that moment.
/// </summary>
internal sealed record PreviousRun(LiveRecord Record, IReadOnlyList<ArmCarry> Carry, RiskCarry TotalCarry, IReadOnlyList<OrderEvent> Booked, Timestamp Since, bool WasFinished)
{
    /// <summary>The latest live run in the journal, brought up to its end; null when there is none of this environment.</summary>
    /// <param name="journal">File or address.</param>
    /// <param name="environment">Runs of others are passed over.</param>
    /// <param name="overlap">How late executions may come.</param>
    /// <exception cref="SettingsException">The log cannot be replayed.</exception>
    public static PreviousRun? Find(string journal, TradingEnvironment environment, TimeSpan overlap)
    {
        if (!journal.Contains("://", StringComparison.Ordinal) && !File.Exists(journal)) return null;
        var reader = JournalStore.OpenReader(journal);
        using var disposable = reader as IDisposable;
        var runs = reader.Runs().Reverse().Select(run => (Run: run, Record: LiveRecord.TryParse(run.Settings))).Where(r => r.Record?.Settings.Environment == environment).ToList();
        if (runs.Count == 0) return null;
        var (last, record) = (runs[0].Run, runs[0].Record!);
        try
        {
            var engine = LiveReplay.Run(record, reader.Read(last.Id, JournalKind.Inputs));
            var carry = engine.Capture();
            var (booked, since) = History(reader, [.. runs.Where(r => r.Record!.ContestId == record.ContestId).Select(r => r.Run)], carry, overlap.Ticks * 100);
            return new PreviousRun(record, carry, engine.CaptureTotal(), booked, since, reader.Summary(last.Id) is not null);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or SettingsException)
        {
            throw new SettingsException($"Run {last.Id} in {journal} cannot be taken up again ({e.Message}). Name another journal to start a new contest, after closing what the account holds.", e);
        }
    }

    /// <summary>
    /// Back from the newest run to before the first moment of which an execution may be missing: an overlap before the last one booked, and
    /// before the oldest order still open. Everything booked since then is known by name, so that nothing is booked twice.
    /// </summary>
    private static (IReadOnlyList<OrderEvent> Booked, Timestamp Since) History(IJournalReader reader, IReadOnlyList<Run> newestFirst, IReadOnlyList<ArmCarry> carry, long overlap)
    {
        var booked = new List<OrderEvent>();
        var since = carry.SelectMany(c => c.Legs).SelectMany(l => l.Working).Select(o => o.Intent.DecidedAt).Append(Timestamp.MaxValue).Min();
        foreach (var run in newestFirst)
        {
            var words = reader.Read(run.Id, JournalKind.OrderEvent).Select(e => (OrderEvent)e.Fact).Where(w => w.Kind is OrderEventKind.Filled or OrderEventKind.Funding).ToList();
            var newest = words.Count > 0 ? words.Max(w => w.ExchangeTime) : Timestamp.MaxValue;
            if (booked.Count == 0 && newest < since) since = newest;
            booked.AddRange(words);
            if (booked.Count > 0 && run.StartedAt < since + -overlap) break;
        }

        // Nothing booked, nothing open: from the contest's first moment on.
        if (newestFirst[^1].StartedAt < since && booked.Count == 0) since = newestFirst[^1].StartedAt;
        since += -overlap;
        return ([.. booked.Where(w => w.ExchangeTime >= since + -Timestamp.NanosecondsPerSecond)], since);
    }
}
