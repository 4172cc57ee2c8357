using Ats.Cli.Runs;
using Ats.Engine;
using Ats.Server.Runs;
using Ats.Server.Settings;
using Ats.Server.Views;
using Ats.Storage;

namespace Ats.Cli.Operator;

/// <summary>Of <c>ats doctor</c>: the run that is on, or was last.</summary>
internal static class RunChecks
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    public static IEnumerable<Finding> Journal(LiveSettings settings)
    {
        yield return Readable(settings);
        var files = RunFiles.Of(settings);
        if (HaltNote.Find(files.Halt) is { } note) yield return Finding.Ill("halt note", $"{files.Halt}, of {note.At:yyyy-MM-dd HH:mm:ss} UTC{(note.Note.Length == 0 ? "" : ": " + note.Note)}: the next run starts halted", "ats resume, when it may trade again");
        if (Heartbeat.TryRead(files.Heartbeat) is not { State: Heartbeat.Running } beat) yield break;
        var last = $"{beat.Run} (process {beat.Process}) gave its last sign of life at {beat.At:yyyy-MM-dd HH:mm:ss} UTC";
        if (!RunLock.IsJournalTaken(settings)) yield return Finding.Ill("run", $"{last} and did not end in order", "ats halt cancels what may still rest at the exchange; ats run takes everything over");
        else if (DateTimeOffset.UtcNow - beat.At > Fresh) yield return Finding.Ill("run", $"{last} and hangs", "ats halt cancels what may rest at the exchange; then end the process, and start ats run again");
        else yield return Finding.Well("run", $"{beat.Run} is running (process {beat.Process}, {beat.Address})");
    }

    public static async Task<Finding> PortAsync(LiveSettings settings)
    {
        if (settings.Port == 0) return Finding.Well("port", "any free one");
        if (LoopbackPort.IsFree(settings.Port)) return Finding.Well("port", $"{settings.Port} is free");
        try
        {
            using var client = new OperatorClient(settings, settings.Port);
            return Finding.Well("port", $"{settings.Port} is the contest's own: run {(await client.ReadAsync<StatusView>("status")).RunId}");
        }
        catch (Exception e) when (e is ServerSilentException or RefusedException)
        {
            return Finding.Ill("port", $"{settings.Port} is taken{(PortOwner.Of(settings.Port) is { } owner ? $" by {owner}" : "")}", "end that, or set port to another (0 = any free one)");
        }
    }

    private static Finding Readable(LiveSettings settings)
    {
        var shown = JournalName.Shown(settings.Journal);
        if (!settings.Journal.Contains("://", StringComparison.Ordinal) && !File.Exists(settings.Journal)) return Finding.Well("journal", $"{shown} is made by the first run");
        try
        {
            var reader = JournalStore.OpenReader(settings.Journal);
            using var disposable = reader as IDisposable;
            var runs = reader.Runs();
            var last = runs.LastOrDefault(r => LiveRecord.TryParse(r.Settings) is not null);
            if (last is null) return Finding.Well("journal", $"{shown}, {runs.Count} runs, none of them live");
            var end = reader.Summary(last.Id) is { } summary ? $"ended in order after {summary.LastSequence} inputs" : "is still on, or was cut short";
            return Finding.Well("journal", $"{shown}, {runs.Count} runs; the last live one, {last.Id}, {end}");
        }
        catch (JournalException e)
        {
            return Finding.Ill("journal", e.Message, "as said; a new journal begins a new contest, so close first what the account holds");
        }
    }
}
