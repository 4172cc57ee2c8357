using Ats.Mlops.Registry;

namespace Ats.Mlops.Loop;

/// <summary>
/// Takes the word of the training run, which has the held-out data at hand and keeps in the manifest what its checks said. A model that nobody
/// judged does not pass.
/// </summary>
public sealed class ManifestOfflineGate(TimeProvider time) : IOfflineGate
{
    public GateRecord Judge(ModelManifest candidate, ModelManifest? champion) =>
        candidate.Gates.LastOrDefault(g => g.Gate == GateRecord.Offline)
        ?? new GateRecord(GateRecord.Offline, GateOutcome.Fail, [new CheckRecord("judged", false, "the training run left no word of its checks")], time.GetUtcNow());
}
