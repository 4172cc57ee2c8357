using Ats.Domain;

namespace Ats.Server.Live;

/// <summary>A contest as who started it sees it.</summary>
public interface IRunningContest : IContest, IAsyncDisposable
{
    /// <summary>Completes when the contest has ended by itself: its engine or journal failed.</summary>
    Task<string> Failed { get; }

    /// <summary>Listens to a forecaster at this address from now on; call it once.</summary>
    void ListenTo(Uri forecaster);

    /// <summary>Says where the site listens, for commands that look for it.</summary>
    void ListensAt(string address);

    /// <summary>Stops in order: positions closed where the settings ask for it, working orders cancelled, the log finished. Null when it had failed.</summary>
    Task<RunSummary?> StopAsync(TimeSpan patience);
}
