using System.Text;
using System.Text.Json;
using Ats.Domain;

namespace Ats.Analytics.Reports;

/// <summary>
/// The data the page's script draws from, as JSON that is safe inside a script element (the writer escapes &lt;, &gt; and &amp;).
/// Times are milliseconds since the run's start; returns and drawdowns are millionths; what is not a number is null. Curves are written as
/// steps from the number before, which halves the page.
/// </summary>
internal static class ReportPayload
{
    /// <summary>Round trips of all arms together that a page still opens quickly with.</summary>
    private const int RoundTripBudget = 3_000;

    public static string Json(RunReport report, SeriesStyle[] styles)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("run", report.RunId);
            json.WriteNumber("start", report.From.ToMilliseconds());
            json.WriteNumber("end", report.To.ToMilliseconds());
            json.WriteString("quote", report.QuoteAsset);
            json.WriteString("tripFile", report.RoundTripFile);
            json.WriteStartArray("instruments");
            foreach (var name in report.Instruments) json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteStartArray("arms");
            var limit = Math.Clamp(RoundTripBudget / Math.Max(1, report.Arms.Count), 100, ArmReport.RoundTripLimit);
            for (var i = 0; i < report.Arms.Count; i++) Arm(json, report, report.Arms[i], styles[i], limit);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Arm(Utf8JsonWriter json, RunReport report, ArmReport arm, SeriesStyle style, int limit)
    {
        json.WriteStartObject();
        json.WriteString("name", arm.Name);
        json.WriteString("kind", arm.Description.Kind.ToString().ToLowerInvariant());
        json.WriteString("style", style.Classes);
        Steps(json, "t", arm.Curve, p => (p.Time - report.From) / Timestamp.NanosecondsPerMillisecond);
        Steps(json, "net", arm.Curve, static p => p.Net * 1e6);
        Steps(json, "gross", arm.Curve, static p => p.Gross * 1e6);
        Steps(json, "drawdown", arm.Curve, static p => -p.Drawdown * 1e6);
        json.WriteNumber("trips", arm.Statistics.RoundTrips);
        json.WriteStartArray("rows");
        foreach (var trip in arm.RoundTrips.Skip(Math.Max(0, arm.RoundTrips.Count - limit))) RoundTrip(json, trip);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void RoundTrip(Utf8JsonWriter json, in RoundTrip trip)
    {
        json.WriteStartArray();
        json.WriteNumberValue(trip.Instrument);
        json.WriteNumberValue(trip.Side.Sign());
        json.WriteNumberValue(trip.OpenTime.ToMilliseconds());
        json.WriteNumberValue(trip.CloseTime.ToMilliseconds());
        json.WriteNumberValue(trip.Quantity.ToDecimal());
        Number(json, trip.EntryPrice);
        Number(json, trip.ExitPrice);
        json.WriteNumberValue(decimal.Round(trip.GrossPnl, 4));
        json.WriteNumberValue(decimal.Round(trip.Fees, 4));
        json.WriteNumberValue(decimal.Round(trip.Funding, 4));
        json.WriteNumberValue(decimal.Round(trip.NetPnl, 4));
        Number(json, Math.Round(trip.Mae, 4));
        Number(json, Math.Round(trip.Mfe, 4));
        json.WriteEndArray();
    }

    // Rounded first and stepped after, so that adding the steps up gives the rounded numbers exactly.
    private static void Steps(Utf8JsonWriter json, string name, IReadOnlyList<CurvePoint> curve, Func<CurvePoint, double> of)
    {
        json.WriteStartArray(name);
        var before = 0.0;
        foreach (var point in curve)
        {
            var now = Math.Round(of(point));
            Number(json, now - before);
            if (double.IsFinite(now)) before = now;
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value)) json.WriteNumberValue(value == 0 ? 0 : value); // no "-0"
        else json.WriteNullValue();
    }
}
