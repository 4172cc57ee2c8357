using Ats.Domain;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ats.Mlops.Service;

/// <summary>Lets time pass for the forecaster: rows come due in quiet markets, loops step once a second.</summary>
internal sealed partial class ForecasterClock(Forecaster forecaster, ILogger<ForecasterClock> log) : BackgroundService
{
    private const int BeatsASecond = 10;

    // So old must a moment be that all that was received before it has been taken.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / BeatsASecond), forecaster.Time);
        for (var beat = 0; ; beat++)
        {
            try
            {
                if (!await timer.WaitForNextTickAsync(stoppingToken)) return;
                var moment = Timestamp.FromDateTime(forecaster.Time.GetUtcNow() - Grace);
                foreach (var instrument in forecaster.Instruments) instrument.Feed?.Pass(moment);
                if (beat % BeatsASecond == 0) forecaster.Step();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Serving goes on; the loop is seen to stand still, and why.
                StepFailed(log, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The forecaster's loop could not step.")]
    private static partial void StepFailed(ILogger log, Exception e);
}
