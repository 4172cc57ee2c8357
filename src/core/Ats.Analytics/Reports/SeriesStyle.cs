namespace Ats.Analytics.Reports;

/// <summary>
/// How an arm's line looks everywhere in a report: one of seven Okabe-Ito hues (control arms are grey, -1) and one of four dash
/// patterns, so that colour is never the only difference.
/// </summary>
internal readonly record struct SeriesStyle(int Hue, int Dash)
{
    private const int Hues = 7;
    private const int Dashes = 4;

    public static SeriesStyle[] Assign(IReadOnlyList<ArmReport> arms)
    {
        int contestants = 0, controls = 0;
        return [.. arms.Select(arm => arm.Description.Kind == ArmKind.Control
            ? new SeriesStyle(-1, controls++ % Dashes)
            : new SeriesStyle(contestants % Hues, contestants++ / Hues % Dashes))];
    }

    public string Classes => $"{(Hue < 0 ? "grey" : $"hue{Hue}")} dash{Dash}";

    public string Swatch => $"<svg class=\"swatch {Classes}\" viewBox=\"0 0 28 8\" aria-hidden=\"true\"><path d=\"M1 4H27\"/></svg>";
}
