using System.Globalization;
using Ats.Forecasting;
using Ats.Server.Views;

namespace Ats.SampleSite;

/// <summary>Predictions 15 s ahead against what came, over the last hour: squared error, direction, coverage, and quantile loss against the random walk.</summary>
internal sealed class SampleScore
{
    /// <summary>Standard normal quantiles at <see cref="PredictionLayout.Levels"/>.</summary>
    public static IReadOnlyList<double> Scores { get; } = [-1.645, -1.282, -0.674, -0.253, 0, 0.253, 0.674, 1.282, 1.645];

    private const int Window = 3600 / ForecastHorizons.MainSeconds;
    private const int Least = 30;
    private readonly Queue<Outcome> _outcomes = [];
    private (long Due, double Mid, HorizonForecastView Said, double SigmaBps)? _open;

    /// <summary>Chance of a standard normal below x (Zelen and Severo's approximation, good to 1e-7).</summary>
    public static double Normal(double x)
    {
        var k = 1 / (1 + (0.2316419 * Math.Abs(x)));
        var tail = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * k * (0.319381530 + (k * (-0.356563782 + (k * (1.781477937 + (k * (-1.821255978 + (k * 1.330274429))))))));
        return x >= 0 ? 1 - tail : tail;
    }

    /// <summary>One open prediction at a time, so outcomes do not overlap.</summary>
    public void Add(long second, double mid, HorizonForecastView said, double sigmaBps) => _open ??= (second + ForecastHorizons.MainSeconds, mid, said, sigmaBps);

    public void Settle(long second, double mid)
    {
        if (_open is not { } open || second < open.Due) return;
        _open = null;
        var came = Math.Log(mid / open.Mid) * 1e4;
        var walk = Scores.Select(z => z * PredictionLayout.ScaleBps(open.SigmaBps, ForecastHorizons.MainSeconds)).ToList();
        _outcomes.Enqueue(new Outcome(
            came, open.Said.MeanBps, came >= open.Said.QuantilesBps[0] && came <= open.Said.QuantilesBps[^1], Loss(open.Said.QuantilesBps, came), Loss(walk, came)));
        if (_outcomes.Count > Window) _outcomes.Dequeue();
    }

    public QualitySummary Summary(string? version)
    {
        var n = _outcomes.Count;
        if (version is null) return new QualitySummary("1h", null, "No model serves: the random walk answers, and there is nothing to score.", 0, null, null, null, null, null, null, null);
        if (n < Least) return new QualitySummary("1h", version, $"{n} outcomes are too few to tell.", n, null, null, null, null, null, null, null);
        var total = _outcomes.Sum(o => o.Came * o.Came);
        var (r2, r2Error) = Mean(o => ((o.Came * o.Came) - ((o.Came - o.Said) * (o.Came - o.Said))) * n / total);
        var (skill, skillError) = Mean(o => o.WalkLoss - o.Loss);
        var moved = _outcomes.Where(o => o.Came != 0 && o.Said != 0).ToList();
        var t = skillError > 0 ? skill / skillError : 0;
        var words = Math.Abs(t) < 2 ? "is not distinguishable from the random walk" : t > 0 ? "has skill" : "is worse than the random walk";
        return new QualitySummary(
            "1h", version, string.Create(CultureInfo.InvariantCulture, $"{version} {words} at 15 s: t {t:0.0}."), n, r2, r2 - (1.96 * r2Error), r2 + (1.96 * r2Error),
            moved.Count == 0 ? null : moved.Count(o => Math.Sign(o.Came) == Math.Sign(o.Said)) / (double)moved.Count, skill / _outcomes.Average(o => o.WalkLoss), t, _outcomes.Count(o => o.IsInside) / (double)n);
    }

    /// <summary>Mean pinball loss over the levels.</summary>
    private static double Loss(IReadOnlyList<double> quantiles, double came)
    {
        var sum = 0.0;
        for (var i = 0; i < quantiles.Count; i++) sum += Math.Max(PredictionLayout.Levels[i] * (came - quantiles[i]), (PredictionLayout.Levels[i] - 1) * (came - quantiles[i]));
        return sum / quantiles.Count;
    }

    private (double Mean, double Error) Mean(Func<Outcome, double> value)
    {
        var values = _outcomes.Select(value).ToList();
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) / values.Count));
    }

    private readonly record struct Outcome(double Came, double Said, bool IsInside, double Loss, double WalkLoss);
}
