using System.Runtime.InteropServices;

namespace Ats.Cli.Runs;

/// <summary>The first Ctrl-C or termination stops a run in order; the second ends the process at once, and what it started with it.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _signals;
    private int _count;

    public StopSignals() => _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];

    public CancellationToken Token => _source.Token;

    /// <summary>What must not be left running when the process ends at once.</summary>
    public Action? Last { get; set; }

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) == 1)
        {
            _source.Cancel();
            return;
        }

        Console.Error.WriteLine("ats: ended at once on the second signal; orders may still rest at the exchange: 'ats halt' cancels them, the next 'ats run' takes them over");
        Last?.Invoke();
        Environment.Exit(ExitCode.Interrupted);
    }
}
