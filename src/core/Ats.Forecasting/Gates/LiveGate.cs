using System.Globalization;
using Ats.Forecasting.Scoring;

namespace Ats.Forecasting.Gates;

/// <summary>
/// Judges a challenger by what it and the champion foresaw on the same ticks. It may look early: alpha is spent over the looks as Lan and DeMets (1983)
/// spend it in the manner of O'Brien and Fleming, little at first. Each look tests at the level it adds, so whatever the dependence between looks the
/// chance of a false promotion stays below alpha (the union bound; a little strict).
/// </summary>
public static class LiveGate
{
    private static readonly GateResult NoLook = new([]);

    /// <summary>Cheap to ask each second: it looks only when a look is due.</summary>
    public static LiveGateResult Judge(LiveEvidence evidence, LiveGateState state, LiveGateSettings? settings = null)
    {
        var s = settings ?? LiveGateSettings.Default;
        var n = evidence.CrpsGainsBps.Length;
        var final = n >= s.PlannedOutcomes;
        var due = n >= s.MinimumOutcomes && n - state.LastOutcomes >= s.LooksEvery * s.PlannedOutcomes;
        if (!due && !final) return new LiveGateResult(LiveVerdict.Undecided, NoLook, state);

        var spent = Math.Max(state.SpentAlpha, Spending(Math.Min(1, (double)n / s.PlannedOutcomes), s.Alpha));
        var level = spent - state.SpentAlpha;
        var next = new LiveGateState(state.Looks + 1, spent, n);
        // Nothing left to spend: a bound no t reaches.
        var bound = level > 0 ? -StandardNormal.Quantile(level) : 40;
        var test = Test(evidence, s);
        var gate = new GateResult([Skill(evidence, test, bound), Coverage(evidence, s), Latency(evidence, s)]);
        var verdict = gate.Passed ? LiveVerdict.Promote : final || test.T <= -bound ? LiveVerdict.Reject : LiveVerdict.Undecided;
        return new LiveGateResult(verdict, gate, next);
    }

    /// <summary>Alpha spent once a share of the planned outcomes is in: 2 - 2 Phi(z / sqrt(share)), z at alpha / 2.</summary>
    internal static double Spending(double share, double alpha) =>
        share <= 0 ? 0 : 2 * StandardNormal.Cdf(StandardNormal.Quantile(alpha / 2) / Math.Sqrt(share));

    private static DieboldMariano Test(LiveEvidence evidence, LiveGateSettings s)
    {
        if (evidence.Reason == PromotionReason.Improvement) return DieboldMariano.Of(evidence.CrpsGainsBps, s.HorizonSeconds);
        var margin = s.InferiorityMargin * evidence.ChampionCrpsBps;
        return DieboldMariano.Of(Array.ConvertAll(evidence.CrpsGainsBps, g => g + margin), s.HorizonSeconds);
    }

    private static GateCheck Skill(LiveEvidence evidence, DieboldMariano test, double bound)
    {
        var age = evidence.Reason == PromotionReason.Age;
        // Two that never differ: not better, but not worse by the margin either.
        var passed = test.T >= bound || (age && test.T is null && test.StandardError == 0 && test.MeanGain > 0);
        var t = test.T is null ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{test.T:0.00}");
        var words = string.Create(CultureInfo.InvariantCulture, $"CRPS against the champion on {test.N} outcomes: t {t}, {bound:0.00} is needed at this look to be {(age ? "not worse by the margin" : "better")}.");
        return new GateCheck(age ? "not-inferior" : "better", test.T, bound, passed, words);
    }

    private static GateCheck Coverage(LiveEvidence evidence, LiveGateSettings s)
    {
        var off = Math.Abs(evidence.Coverage90 - 0.9);
        return GateCheck.AtMost("coverage", off, s.CoverageTolerance, string.Create(CultureInfo.InvariantCulture, $"The 90 % interval held {100 * evidence.Coverage90:0.0} % of outcomes; {100 * s.CoverageTolerance:0.0} points off are allowed."));
    }

    private static GateCheck Latency(LiveEvidence evidence, LiveGateSettings s) => new(
        "latency", evidence.LatencyP99Microseconds, s.MaximumLatencyP99Microseconds, evidence.LatencyP99Microseconds < s.MaximumLatencyP99Microseconds,
        string.Create(CultureInfo.InvariantCulture, $"99 of 100 steps took at most {evidence.LatencyP99Microseconds:0.#} us; under {s.MaximumLatencyP99Microseconds:0.#} is needed."));
}
