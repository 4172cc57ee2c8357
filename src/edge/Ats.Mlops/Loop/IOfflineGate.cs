using Ats.Mlops.Registry;

namespace Ats.Mlops.Loop;

/// <summary>Judges a trained model on data it has not seen, before it sees the market.</summary>
public interface IOfflineGate
{
    /// <param name="candidate">Loaded and verified.</param>
    /// <param name="champion">Manifest of what is served, null = nothing.</param>
    GateRecord Judge(ModelManifest candidate, ModelManifest? champion);
}
