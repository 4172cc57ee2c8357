using System.Text.Json;
using Ats.Forecasting;

namespace Ats.Server.Views;

/// <summary>How good the served model has been over the last hour at 15 s, as the forecaster scores itself (of the first instrument). Null = too few outcomes.</summary>
/// <param name="Verdict">In words.</param>
/// <param name="N">Matured outcomes.</param>
/// <param name="R2">Of returns against the random walk; with its 95 % interval.</param>
/// <param name="CrpsSkill">Against the volatility-scaled random walk.</param>
/// <param name="Coverage90">Share of outcomes inside the 90 % interval.</param>
public sealed record QualitySummary(
    string Window, string? Version, string Verdict, int N, double? R2, double? R2Low, double? R2High, double? DirectionalAccuracy, double? CrpsSkill, double? CrpsDmT, double? Coverage90)
{
    internal static QualitySummary? Of(JsonElement? quality)
    {
        if (quality is not { } all) return null;
        try
        {
            var report = all.Deserialize<Report>(JsonSerializerOptions.Web);
            if (report is not { Window: not null, Instruments: [{ Verdict: not null, Horizons: not null } one, ..] }) return null;
            var main = one.Horizons.FirstOrDefault(h => h?.HorizonSeconds == ForecastHorizons.MainSeconds);
            return new QualitySummary(report.Window, one.Version, one.Verdict, main?.N ?? 0, main?.R2, main?.R2Low, main?.R2High, main?.DirectionalAccuracy, main?.CrpsSkill, main?.CrpsDmT, main?.Coverage90);
        }
        catch (JsonException)
        {
            // Of another version: what it cannot tell is not shown.
            return null;
        }
    }

    private sealed record Report(string Window, IReadOnlyList<Instrument> Instruments);

    private sealed record Instrument(string? Version, string Verdict, IReadOnlyList<Horizon> Horizons);

    private sealed record Horizon(int HorizonSeconds, int N, double? R2, double? R2Low, double? R2High, double? DirectionalAccuracy, double? CrpsSkill, double? CrpsDmT, double? Coverage90);
}
