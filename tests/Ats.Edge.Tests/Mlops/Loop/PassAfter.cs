using Ats.Forecasting.Gates;
using Ats.Mlops.Loop;
using Ats.Mlops.Registry;

namespace Ats.Edge.Tests.Mlops.Loop;

/// <summary>A live gate that passes whom it is shown.</summary>
internal sealed class PassAfter(TimeProvider time) : ILiveGate
{
    public LiveGateAnswer Judge(ShadowEvidence evidence, LiveGateState state) =>
        new(new GateRecord(GateRecord.Live, GateOutcome.Pass, [new CheckRecord("shown", true, $"{evidence.Count} outcomes")], time.GetUtcNow()), state with { Looks = state.Looks + 1, LastOutcomes = evidence.Count });
}
