using System.Globalization;

namespace Ats.Engine;

/// <summary>How a way of execution is written: style[:key=value,...], for example maker:patience=10,take=0.</summary>
public static class ExecutionText
{
    /// <summary>What can be written, in words.</summary>
    public const string Help =
        "taker; maker[:patience=S,reprice=TICKS,take=0|1] rests at the best price for S seconds (10), then takes or lets the entry go; " +
        "timed[:patience=S,horizon=S,rests=0|1,reprice=TICKS,take=0|1] takes when the forecast over the horizon (15) agrees";

    private static readonly Dictionary<string, double> Maker = new() { ["patience"] = 10, ["reprice"] = 0, ["take"] = 1 };
    private static readonly Dictionary<string, double> Timed = new() { ["patience"] = 30, ["horizon"] = 15, ["rests"] = 1, ["reprice"] = 0, ["take"] = 1 };

    /// <exception cref="FormatException">Not written as <see cref="Help"/> says.</exception>
    public static ExecutionPolicy Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var style = colon < 0 ? text : text[..colon];
        var settings = colon < 0 ? "" : text[(colon + 1)..];
        switch (style)
        {
            case "taker" when settings.Length == 0:
                return ExecutionPolicy.Taker;
            case "maker":
                var maker = Read(text, settings, Maker);
                return ExecutionPolicy.PatientMaker(maker["patience"], (int)maker["reprice"], maker["take"] != 0);
            case "timed":
                var timed = Read(text, settings, Timed);
                return ExecutionPolicy.Timed(timed["patience"], timed["horizon"], timed["rests"] != 0, (int)timed["reprice"], timed["take"] != 0);
            default:
                throw new FormatException($"'{text}' is no way of execution. Known: {Help}.");
        }
    }

    private static Dictionary<string, double> Read(string text, string settings, Dictionary<string, double> defaults)
    {
        var values = new Dictionary<string, double>(defaults);
        foreach (var pair in settings.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? pair : pair[..equals];
            if (equals < 0 || !defaults.ContainsKey(key) || !double.TryParse(pair[(equals + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !Fits(key, value))
                throw new FormatException($"'{pair}' in execution '{text}' is not understood. Known: {Help}.");
            values[key] = value;
        }

        return values;
    }

    private static bool Fits(string key, double value) => key switch
    {
        "patience" or "horizon" => value is > 0 and <= 86_400,
        "reprice" => value is >= 0 and <= 100_000 && double.IsInteger(value),
        _ => value is 0 or 1,
    };
}
