using Ats.Mlops.Registry;

namespace Ats.Mlops.Loop;

/// <summary>Judges a challenger by what it said beside the champion on the same rows.</summary>
public interface ILiveGate
{
    GateResult Judge(LiveEvidence evidence);
}
