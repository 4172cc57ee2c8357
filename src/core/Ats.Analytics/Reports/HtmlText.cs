using System.Globalization;
using System.Net;
using Ats.Domain;

namespace Ats.Analytics.Reports;

/// <summary>Text on its way into HTML. Everything that came from outside the renderer goes through <see cref="Escape"/>.</summary>
internal static class HtmlText
{
    public static string Escape(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>Escaped, with numbers kept on one line with their percent sign.</summary>
    public static string Prose(string text) => Escape(text).Replace(" %", "&nbsp;%");

    /// <summary>A UTC moment to the second.</summary>
    public static string Moment(Timestamp time) => time.ToDateTime().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Money(decimal amount) => amount.ToString("#,0.00", CultureInfo.InvariantCulture);

    public static string SignedMoney(decimal amount) => amount.ToString("+#,0.00;-#,0.00;0.00", CultureInfo.InvariantCulture);

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>"1 fill", "2 fills".</summary>
    public static string Count(long count, string thing) => $"{Count(count)} {thing}{(count == 1 ? "" : "s")}";

    /// <summary>A number as an attribute value: round-trip format, or empty for none.</summary>
    public static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    /// <summary>CSS class that says the sign of a number; the sign itself is in the text.</summary>
    public static string SignClass(double value) => value > 0 ? "up" : value < 0 ? "down" : "";

    /// <summary>A reason's template with its numbers left open: "fast average {0}" becomes "fast average …".</summary>
    public static string Open(string template) => template.Replace("{0}", "…").Replace("{1}", "…").Replace("{2}", "…");

    /// <summary>camelCase and PascalCase names as words: NothingToDo becomes "nothing to do".</summary>
    public static string Words(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : " ") + char.ToLowerInvariant(c) : c.ToString()));
}
