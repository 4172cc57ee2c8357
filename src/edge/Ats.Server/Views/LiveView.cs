namespace Ats.Server.Views;

/// <summary>
/// Everything dashboards show of the engine, as of one moment, made by the engine's thread at most four times a second and never changed
/// afterwards. Sequence is the engine's input number: a later view has a larger one.
/// </summary>
public sealed record LiveView(
    long Sequence,
    DateTimeOffset AsOf,
    bool IsTrading,
    string StateHash,
    IReadOnlyList<MarketView> Markets,
    IReadOnlyList<ArmView> Arms,
    IReadOnlyList<PositionView> Positions,
    IReadOnlyList<OrderView> Orders,
    IReadOnlyList<LimitView> Limits,
    IReadOnlyList<NetView> Nets);
