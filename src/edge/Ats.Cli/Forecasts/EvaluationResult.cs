using System.Globalization;
using Ats.Forecasting;
using Ats.Forecasting.Scoring;
using Ats.Mlops.Registry;

namespace Ats.Cli.Forecasts;

/// <summary>What an evaluation found (--json).</summary>
/// <param name="Horizons">The model's scores.</param>
/// <param name="Baselines">The same for every baseline fitted on the model's training span.</param>
/// <param name="Optimum">Only on the invented market: what the generator's own mean, which no predictor can know, scores on the same rows.</param>
/// <param name="ShareOfOptimum">The model's R2 at 15 s as a share of that; null elsewhere.</param>
/// <param name="Verdict">In words.</param>
internal sealed record EvaluationResult(
    string Model,
    string Symbol,
    DataSpan TrainedOn,
    string Data,
    DataSpan Span,
    bool IsSynthetic,
    IReadOnlyList<HorizonScore> Horizons,
    IReadOnlyList<PredictorScore> Baselines,
    IReadOnlyList<HorizonScore>? Optimum,
    double? ShareOfOptimum,
    string Verdict)
{
    public static EvaluationResult Of(ModelManifest model, SampleSource source, IReadOnlyList<PredictorScore> scores)
    {
        var optimum = source.Optimum is null ? null : scores[^1];
        IReadOnlyList<PredictorScore> baselines = [.. scores.Skip(1).Take(scores.Count - (optimum is null ? 1 : 2))];
        var main = scores[0].Horizon(ForecastHorizons.MainSeconds);
        double? share = optimum?.Horizon(ForecastHorizons.MainSeconds).R2 is > 0 and var best && main.R2 is { } r2 ? r2 / best : null;
        return new EvaluationResult(
            model.Version, model.Symbol, model.Training, source.Snapshot.Source, source.Snapshot.Span, source.Snapshot.IsSynthetic,
            scores[0].Horizons, baselines, optimum?.Horizons, share, InWords(main, baselines, share, source.Snapshot.IsSynthetic));
    }

    private static string InWords(HorizonScore main, IReadOnlyList<PredictorScore> baselines, double? share, bool isSynthetic)
    {
        var words = ScoreTable.InWords(main);
        var best = baselines.Where(b => b.Horizon(main.HorizonSeconds).R2 is not null).MaxBy(b => b.Horizon(main.HorizonSeconds).R2);
        if (best?.Horizon(main.HorizonSeconds).R2 is { } rival && main.R2 is { } own)
            words += string.Create(CultureInfo.InvariantCulture, $" The best baseline, {best.Name}, reaches {100 * rival:0.00} %{(own > rival ? "" : ", which is more")}.");
        if (share is { } part) words += string.Create(CultureInfo.InvariantCulture, $" That is {100 * part:0} % of what the generator's own mean explains.");
        return isSynthetic ? words + " An invented market: no evidence about Bybit or any other exchange." : words;
    }
}
