namespace Ats.Acceptance.Tests;

/// <summary>One running contest shared by many checks.</summary>
public sealed class OpenContest : IAsyncLifetime
{
    public LiveRun Live { get; } = new();

    public LiveRun.Started Run { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Run = await Live.Open();

    public ValueTask DisposeAsync()
    {
        Run.Signal("TERM");
        var code = Run.Ended();
        var gone = Live.ExchangeIsGone();
        Live.Dispose();
        Assert.Equal(0, code);
        Assert.True(gone, "the run ended and left its exchange behind");
        return ValueTask.CompletedTask;
    }
}
