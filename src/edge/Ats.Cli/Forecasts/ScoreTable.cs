using System.Globalization;
using Ats.Cli.Operator;
using Ats.Forecasting;
using Ats.Forecasting.Scoring;

namespace Ats.Cli.Forecasts;

/// <summary>Scores for people.</summary>
internal static class ScoreTable
{
    private static readonly (string, bool)[] Columns =
    [
        ("predictor", false), ("seconds", true), ("R2 %", true), ("95 % from", true), ("to", true), ("DM t", true), ("direction %", true), ("CRPS skill %", true), ("CRPS t", true), ("in 90 % band", true), ("outcomes", true),
    ];

    public static void Write(IReadOnlyList<PredictorScore> scores)
    {
        var rows = scores[0].Horizons.SelectMany(h => scores.Select(s => Row(s.Name, s.Horizon(h.HorizonSeconds)))).ToList();
        TextTable.Write(Columns, rows, "Nothing was scored.");
    }

    /// <summary>What can be said of one predictor at one horizon, and how surely.</summary>
    public static string InWords(HorizonScore h)
    {
        if (h.R2 is not { } r2 || h.R2Low is not { } low || h.R2High is not { } high)
            return string.Create(CultureInfo.InvariantCulture, $"{h.N} outcomes {h.HorizonSeconds} s ahead are too few to say anything.");
        var interval = string.Create(CultureInfo.InvariantCulture, $"R2 {100 * r2:0.00} % against the random walk (95 % interval {100 * low:0.00} to {100 * high:0.00} %, {h.N} outcomes) {h.HorizonSeconds} s ahead");
        return low > 0 ? $"It has skill: {interval}."
            : high < 0 ? $"It is worse than the random walk: {interval}."
            : $"Not distinguishable from the random walk: {interval}.";
    }

    private static string[] Row(string name, HorizonScore h) =>
    [
        name, h.HorizonSeconds.ToString(CultureInfo.InvariantCulture), Percent(h.R2), Percent(h.R2Low), Percent(h.R2High), Number(h.DmT), Percent(h.DirectionalAccuracy, "0.0"),
        Percent(h.CrpsSkill), Number(h.CrpsDmT), Percent(h.Coverage90, "0.0"), h.N.ToString("N0", CultureInfo.InvariantCulture),
    ];

    private static string Percent(double? value, string format = "0.00") => value is { } v ? (100 * v).ToString(format, CultureInfo.InvariantCulture) : "–";

    private static string Number(double? value) => value is { } v ? v.ToString("0.0", CultureInfo.InvariantCulture) : "–";
}
