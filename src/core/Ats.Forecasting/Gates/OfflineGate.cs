using System.Globalization;
using Ats.Forecasting.Scoring;

namespace Ats.Forecasting.Gates;

/// <summary>Judges a candidate on data it has not seen. Every check is answered, also after one has failed, so the card can tell all.</summary>
public static class OfflineGate
{
    public static GateResult Judge(OfflineEvidence evidence, OfflineGateSettings? settings = null)
    {
        var s = settings ?? OfflineGateSettings.Default;
        var score = evidence.Candidate.Horizon(s.HorizonSeconds);
        var checks = new List<GateCheck>
        {
            GateCheck.AtLeast("outcomes", score.N, s.MinimumOutcomes, $"{score.N} outcomes {s.HorizonSeconds} s ahead; at least {s.MinimumOutcomes} are needed."),
            GateCheck.Above("crps-skill", score.CrpsSkill, s.MinimumCrpsSkill, $"CRPS skill against the volatility-scaled random walk {Percent(score.CrpsSkill)}; more than {Percent(s.MinimumCrpsSkill)} is needed."),
            GateCheck.Above("crps-dm-t", score.CrpsDmT, s.MinimumCrpsT, $"Diebold-Mariano t of that skill {Number(score.CrpsDmT)}; more than {Number(s.MinimumCrpsT)} is needed."),
        };
        foreach (var rival in evidence.Rivals) checks.AddRange(Against(rival, s));
        checks.Add(GateCheck.AtMost("negative-control", evidence.ControlT, s.MaximumControlT, $"On outcomes of random sign the forecasts show a t of {Number(evidence.ControlT)}; at most {Number(s.MaximumControlT)} is honest."));
        if (evidence.TrainedControlT is not null || s.RequireTrainedControl)
        {
            checks.Add(GateCheck.AtMost(
                "trained-negative-control", evidence.TrainedControlT, s.MaximumTrainedControlT,
                $"Trained on labels of random sign it shows a t of {Number(evidence.TrainedControlT)}; at most {Number(s.MaximumTrainedControlT)} is honest."));
        }

        checks.Add(Leak(evidence.Candidate, s));
        checks.Add(Echo(score.Lag, s));
        return new GateResult(checks);
    }

    private static IEnumerable<GateCheck> Against(RivalComparison rival, OfflineGateSettings s)
    {
        yield return GateCheck.AtLeast(
            $"not-worse-than-{rival.Name}-squared-error", rival.SquaredError.T, s.MinimumPairwiseT,
            $"Squared error against {rival.Name}: t {Number(rival.SquaredError.T)}; below {Number(s.MinimumPairwiseT)} is worse.");
        yield return GateCheck.AtLeast(
            $"not-worse-than-{rival.Name}-crps", rival.Crps.T, s.MinimumPairwiseT,
            $"CRPS against {rival.Name}: t {Number(rival.Crps.T)}; below {Number(s.MinimumPairwiseT)} is worse.");
    }

    private static GateCheck Leak(PredictorScore candidate, OfflineGateSettings s)
    {
        var most = candidate.Horizons.Where(h => h.R2 is not null).MaxBy(h => h.R2);
        return GateCheck.AtMost(
            "leak", most?.R2, s.MaximumR2,
            $"Largest R2 against the random walk {Percent(most?.R2)}{(most is null ? "" : $" ({most.HorizonSeconds} s ahead)")}; above {Percent(s.MaximumR2)} it must have seen the future.");
    }

    private static GateCheck Echo(LagDetector? lag, OfflineGateSettings s) => lag is null
        ? new GateCheck("echo", 0, s.EchoCorrelation, true, "The mean never varies, so it echoes nothing.")
        : new GateCheck(
            "echo", lag.PastCorrelation, s.EchoCorrelation, !lag.IsEcho(s.EchoCorrelation),
            $"Correlation of the forecast with the last move {Number(lag.PastCorrelation)}, with the next {Number(lag.FutureCorrelation)}, t of what it knows beyond the last move {Number(lag.BeyondT)}: "
            + (lag.IsEcho(s.EchoCorrelation) ? "an echo of the last move." : "not an echo."));

    private static string Percent(double? share) => share is null ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");

    private static string Number(double? x) => x is null ? "unknown" : string.Create(CultureInfo.InvariantCulture, $"{x:0.00}");
}
