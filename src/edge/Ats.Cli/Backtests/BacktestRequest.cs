using System.Globalization;
using System.Text.Json.Serialization;
using Ats.Domain;
using Ats.Simulation;

namespace Ats.Cli.Backtests;

/// <summary>Everything chosen for a backtest, as parsed from the command line; journaled as JSON so that the run can be done again.</summary>
internal sealed record BacktestRequest
{
    public required string Data { get; init; }

    public required IReadOnlyList<string> Strategies { get; init; }

    public IReadOnlyList<string> Instruments { get; init; } = [];

    public string? Format { get; init; }

    public string? BarInterval { get; init; }

    public bool SkipBadRows { get; init; }

    public string? Interval { get; init; }

    public decimal Cash { get; init; } = 100_000m;

    public double? Quantity { get; init; }

    public double? Notional { get; init; }

    public double? Fraction { get; init; }

    public double? VolatilityTarget { get; init; }

    public decimal? MakerFeeBps { get; init; }

    public decimal? TakerFeeBps { get; init; }

    public double? LatencyMilliseconds { get; init; }

    public double SlippageBps { get; init; }

    public string? Fill { get; init; }

    public IReadOnlyDictionary<string, double> Limits { get; init; } = new Dictionary<string, double>();

    public string? From { get; init; }

    public string? To { get; init; }

    public long Seed { get; init; } = 1;

    /// <summary>How arms whose strategy does not say trade (<see cref="Engine.ExecutionText"/>); null = they take.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Execution { get; init; }

    /// <summary>Version or alias of the model whose forecasts are fed; null = none are, and arms that need them sit out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    /// <summary>Only in a journal: what the run took from its market data, so that it can be done again without it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MarketFacts? Recorded { get; init; }

    [JsonIgnore]
    public bool IsSynthetic => Data == "synthetic" || Data.StartsWith("synthetic:", StringComparison.Ordinal);

    /// <exception cref="FormatException">Not an ISO date or time.</exception>
    public static Timestamp? ParseTime(string? text, string option)
    {
        if (text is null) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? Timestamp.FromDateTime(time)
            : throw new FormatException($"{option} {text} is not a date: write 2025-06-01 or 2025-06-01T12:00:00Z (UTC).");
    }

    /// <exception cref="FormatException">Unknown model.</exception>
    public static FillModelKind ParseFill(string name) => FillModels.TryParse(name, out var kind)
        ? kind
        : throw new FormatException($"--fill {name} is not a fill model. Known: {string.Join(", ", FillModels.Names)}.");
}
