using System.Globalization;
using System.Text;

namespace Ats.Analytics.Reports;

/// <summary>A curve as small as a word (Tufte's sparkline), with the zero line.</summary>
internal static class SparklineSvg
{
    private const int Width = 120;
    private const int Height = 28;
    private const int Points = 80;

    public static string Of(IReadOnlyList<CurvePoint> curve, SeriesStyle style)
    {
        var kept = Enumerable.Range(0, Math.Min(Points, curve.Count))
            .Select(i => curve[(int)((long)i * (curve.Count - 1) / Math.Max(1, Math.Min(Points, curve.Count) - 1))].Net)
            .Where(double.IsFinite).ToList();
        if (kept.Count < 2) return "<span class=\"muted\">no curve</span>";
        double low = Math.Min(0, kept.Min()), high = Math.Max(0, kept.Max());
        var scale = high > low ? (Height - 4) / (high - low) : 0;
        double Y(double value) => scale == 0 ? Height / 2.0 : Height - 2 - ((value - low) * scale);
        var path = new StringBuilder();
        for (var i = 0; i < kept.Count; i++)
        {
            var x = i * (double)Width / (kept.Count - 1);
            path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{x:0.#} {Y(kept[i]):0.#}");
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg class=\"spark {style.Classes}\" viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><path class=\"zero\" d=\"M0 {Y(0):0.#}H{Width}\"/><path d=\"{path}\"/></svg>");
    }
}
