using Ats.Mlops.Registry;

namespace Ats.Mlops.Loop;

/// <summary>All a loop works with.</summary>
public sealed record LoopParts(
    ModelRegistry Registry,
    IForecastServing Serving,
    ITrainingRunner Runner,
    IOfflineGate OfflineGate,
    ILiveGate LiveGate,
    IModelWatch Watch,
    ICollectedData Data,
    ILoopAudit Audit,
    LoopStore Store,
    LoopSettings Settings,
    TimeProvider Time)
{
    /// <summary>Features the loop's models must have been trained on.</summary>
    public required string SchemaHash { get; init; }
}
