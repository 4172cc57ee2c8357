using Ats.Server.Runs;
using Ats.Server.Settings;

namespace Ats.Cli.Operator;

/// <summary>
/// Watches a run's <see cref="Heartbeat"/> and, when it has not changed for a while, cancels all orders at the exchange: once, until a new
/// sign of life. A run that ended in order is left alone. It never places an order. Time is its own monotonic clock, not what the file says.
/// </summary>
internal sealed class Watchdog(LiveSettings settings, TimeSpan silence, TimeProvider time, Action<string> say)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(5);

    private readonly string _file = RunFiles.Of(settings).Heartbeat;

    public async Task RunAsync(CancellationToken cancel)
    {
        Heartbeat? last = null;
        var changed = time.GetTimestamp();
        var acted = false;
        var tried = 0L;
        say($"watching {_file}; after {silence.TotalSeconds:0.#} s without a sign of life every order on {string.Join(", ", settings.Instruments)} is cancelled");
        while (!cancel.IsCancellationRequested)
        {
            var beat = Heartbeat.TryRead(_file);
            if (beat is not null && beat != last)
            {
                if (last is null || last.Run != beat.Run || last.State != beat.State) say(beat.State == Heartbeat.Running ? $"run {beat.Run} lives (process {beat.Process})" : $"run {beat.Run} has ended in order");
                else if (acted) say($"run {beat.Run} lives again");
                (last, changed, acted) = (beat, time.GetTimestamp(), false);
            }

            var due = last is { State: Heartbeat.Running } && !acted && time.GetElapsedTime(changed) >= silence;
            if (due && (tried == 0 || time.GetElapsedTime(tried) >= Again))
            {
                acted = await ActAsync(last!, cancel);
                tried = acted ? 0 : time.GetTimestamp();
            }

            await Task.Delay(Period, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> ActAsync(Heartbeat last, CancellationToken cancel)
    {
        say($"no sign of life from run {last.Run} (process {last.Process}) for {silence.TotalSeconds:0.#} s, the last at {last.At:HH:mm:ss} UTC: cancelling all orders");
        try
        {
            using var exchange = ExchangeOrders.Open(settings);
            var cancelled = await exchange.CancelAllAsync(cancel);
            say($"cancelled {cancelled} order{(cancelled == 1 ? "" : "s")} at the exchange; watching on");
            return true;
        }
        catch (Exception e) when (e is IOException or RefusedException or SettingsException or InvalidDataException)
        {
            say($"could not cancel, trying again in {Again.TotalSeconds:0} s: {e.Message}");
            return false;
        }
    }
}
