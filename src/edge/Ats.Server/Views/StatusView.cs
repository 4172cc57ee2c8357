namespace Ats.Server.Views;

/// <summary>
/// The run and its health. Environment is simulated, paper, demo, testnet or mainnet; State the strictest of active, reduceOnly and halted
/// over all arms; Fault why the engine stopped, null while it runs.
/// </summary>
public sealed record StatusView(
    string RunId,
    string ContestId,
    string Environment,
    bool IsInventedMarket,
    string Market,
    long Seed,
    string Version,
    string Commit,
    DateTimeOffset StartedAt,
    DateTimeOffset AsOf,
    bool IsTrading,
    string State,
    string? Fault,
    IReadOnlyList<FeedView> Feeds,
    ClockView Clock,
    EngineView Engine,
    JournalView Journal,
    ReconciliationView Reconciliation,
    LatencyView Latency);
