using System.Globalization;

namespace Ats.Bybit.Exchange.Faults;

/// <summary>
/// Which faults happen and how often, written as name=value,...: disconnect, duplicate, reorder (per private frame), dropdelta (per public
/// delta and subscriber), ratelimit (per signed call), partial (per immediate order) are chances in [0, 1]; delay, latefill are the longest
/// wait in ms of private and of execution frames; skew is how far the exchange's clock is off in ms.
/// </summary>
public sealed record FaultPlan
{
    public double Disconnect { get; init; }

    public double Duplicate { get; init; }

    public double Reorder { get; init; }

    public double DropDelta { get; init; }

    public double RateLimit { get; init; }

    public double Partial { get; init; }

    public int DelayMs { get; init; }

    public int LateFillMs { get; init; }

    public int SkewMs { get; init; }

    /// <exception cref="FormatException">An unknown name or a value out of range.</exception>
    public static FaultPlan Parse(string? text)
    {
        var plan = new FaultPlan();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            var name = at < 0 ? part : part[..at];
            var value = at < 0 ? "" : part[(at + 1)..];
            plan = name switch
            {
                "disconnect" => plan with { Disconnect = Chance(part, value) },
                "duplicate" => plan with { Duplicate = Chance(part, value) },
                "reorder" => plan with { Reorder = Chance(part, value) },
                "dropdelta" => plan with { DropDelta = Chance(part, value) },
                "ratelimit" => plan with { RateLimit = Chance(part, value) },
                "partial" => plan with { Partial = Chance(part, value) },
                "delay" => plan with { DelayMs = Milliseconds(part, value, 0) },
                "latefill" => plan with { LateFillMs = Milliseconds(part, value, 0) },
                "skew" => plan with { SkewMs = Milliseconds(part, value, -60_000) },
                _ => throw new FormatException($"'{part}' is no fault: write disconnect, duplicate, reorder, dropdelta, ratelimit, partial (chances) or delay, latefill, skew (ms), for example duplicate=0.1,delay=50."),
            };
        }

        return plan;
    }

    private static double Chance(string part, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var chance) && chance is >= 0 and <= 1
            ? chance
            : throw new FormatException($"'{part}': a chance lies between 0 and 1.");

    private static int Milliseconds(string part, string value, int least) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms) && ms >= least && ms <= 60_000
            ? ms
            : throw new FormatException($"'{part}': write whole milliseconds, {least} to 60000.");
}
