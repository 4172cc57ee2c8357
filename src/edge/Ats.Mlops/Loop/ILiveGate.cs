using Ats.Forecasting.Gates;

namespace Ats.Mlops.Loop;

/// <summary>Judges a challenger by what it said beside the champion on the same rows.</summary>
public interface ILiveGate
{
    /// <param name="evidence">Matured outcomes alone.</param>
    /// <param name="state">What earlier looks have cost.</param>
    LiveGateAnswer Judge(ShadowEvidence evidence, LiveGateState state);
}
