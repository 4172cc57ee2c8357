using Ats.Forecasting.Gates;
using Ats.Forecasting.Scoring;
using Ats.Mlops.Registry;

namespace Ats.Mlops.Loop;

/// <summary><see cref="LiveGate"/> on what the service gathered.</summary>
public sealed class ScoredLiveGate(LiveGateSettings settings, TimeProvider time) : ILiveGate
{
    public LiveGateAnswer Judge(ShadowEvidence evidence, LiveGateState state)
    {
        var served = evidence.Served.CrpsBps;
        var answer = LiveGate.Judge(
            new LiveEvidence(
                evidence.Challenger.Gains(evidence.Served, ForecastLoss.Crps),
                served.Length > 0 ? served.Average(c => (double)c) : 0,
                evidence.Count > 0 ? evidence.Challenger.Inside90.Count(i => i) / (double)evidence.Count : 0,
                evidence.LatencyP99Microseconds,
                evidence.Trigger == LoopTrigger.Age ? PromotionReason.Age : PromotionReason.Improvement),
            state,
            settings);
        var outcome = answer.Verdict switch
        {
            LiveVerdict.Promote => GateOutcome.Pass,
            LiveVerdict.Reject => GateOutcome.Fail,
            _ => GateOutcome.Undecided,
        };
        return new LiveGateAnswer(new GateRecord(GateRecord.Live, outcome, [.. answer.Gate.Checks.Select(c => new CheckRecord(c.Name, c.Passed, c.Words))], time.GetUtcNow()), answer.State);
    }
}
