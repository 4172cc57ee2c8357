using Ats.Domain;
using Ats.Engine;
using Ats.Server.Runs;

namespace Ats.Server.Live;

/// <summary>
/// Writes the run's <see cref="Heartbeat"/> while the engine's thread goes round, and looks for a <see cref="HaltNote"/> at the same pace.
/// The file is written beside the engine, not on its thread: a slow disk must not hold up trading, and a hung engine shows all the same.
/// </summary>
internal sealed class LifeSign(IContest contest, EngineLoop loop, IDurableJournal journal, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly RunFiles _files = RunFiles.Of(contest.Settings);
    private readonly Lock _gate = new();
    private string? _address;
    private long _last;

    /// <summary>Says at once where the site listens: whoever reads that it is up finds it.</summary>
    public void ListensAt(string address)
    {
        lock (_gate) _address = address;
        Write(Heartbeat.Running);
    }

    public async Task KeepAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                var beats = loop.Beats;
                if (beats != _last) Write(Heartbeat.Running);
                _last = beats;
                if (contest.View is { IsTrading: true }) await HonourNoteAsync(cancel).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or JournalException)
            {
                // No sign of life is what a watchdog acts on: a disk that is full or an engine that has stopped.
            }
        }
        while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false));
    }

    /// <summary>The run has ended in order: nothing works any more.</summary>
    public void Stopped()
    {
        try
        {
            Write(Heartbeat.Stopped);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As above.
        }
    }

    /// <summary>Halts every arm where a note asks for it; true when it did. Not before warm-up is over: the engine's clock would leave history behind.</summary>
    public async Task<bool> HonourNoteAsync(CancellationToken cancel)
    {
        if (HaltNote.Find(_files.Halt) is not { } note) return false;
        await contest.Send(new OperatorCommand(OperatorCommandKind.SetState, OperatorCommand.AllArms, default) { State = TradingState.Halted, Actor = "halt note", Note = note.Note }, cancel).ConfigureAwait(false);
        await Task.Run(() => journal.WaitDurable(journal.Appended), cancel).ConfigureAwait(false);
        File.Delete(_files.Halt);
        return true;
    }

    private void Write(string state)
    {
        lock (_gate) new Heartbeat(state, Environment.ProcessId, contest.Run.Id.Value, loop.Beats, loop.Taken, time.GetUtcNow(), _address).Write(_files.Heartbeat);
    }
}
