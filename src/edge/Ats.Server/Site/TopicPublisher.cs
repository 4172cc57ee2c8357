using Ats.Server.Live;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ats.Server.Site;

/// <summary>Sends every topic its news, at most four times a second. Slow or broken clients cost the others nothing.</summary>
internal sealed partial class TopicPublisher(IHubContext<LiveHub> hub, TopicBoard board, IContest contest, TimeProvider time, ILogger<TopicPublisher> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                foreach (var topic in board.Topics) await Publish(topic, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task Publish(Topic topic, CancellationToken cancel)
    {
        try
        {
            if (topic.Next(contest, time.GetUtcNow()) is { } update) await hub.Clients.Group(topic.Name).SendAsync(LiveHub.Message, update, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailure(log, topic.Name, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Topic {Topic} could not be published")]
    private static partial void LogFailure(ILogger log, string topic, Exception e);
}
