using System.Text.Json;
using System.Text.Json.Serialization;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Server.Settings;

namespace Ats.Server.Runs;

/// <summary>
/// What a live run was made of, as its journal keeps it (Run.Settings): enough to make the same engine again. ContestId names the contest,
/// which goes on over restarts, each a run of its own (Segment counts them, from 1); Carry is what it took over from the one before;
/// Unallocated is the part of the account that no arm has, in the quote asset.
/// </summary>
public sealed record LiveRecord
{
    /// <summary>Tells live runs from backtests in a journal.</summary>
    public const string Marker = "live";

    public string Type { get; init; } = Marker;

    public required string ContestId { get; init; }

    public required int Segment { get; init; }

    public required LiveSettings Settings { get; init; }

    public required IReadOnlyList<InstrumentRecord> Instruments { get; init; }

    public IReadOnlyList<ArmCarry> Carry { get; init; } = [];

    /// <summary>What the limits on all arms together remembered.</summary>
    public RiskCarry? TotalCarry { get; init; }

    public decimal Unallocated { get; init; }

    /// <summary>Coins of spot instruments that no arm has, by coin.</summary>
    public IReadOnlyDictionary<string, decimal> UnallocatedCoins { get; init; } = new Dictionary<string, decimal>();

    private static JsonSerializerOptions Json { get; } = Make();

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Null when the settings are of another kind of run.</summary>
    public static LiveRecord? TryParse(string settings)
    {
        try
        {
            using var document = JsonDocument.Parse(settings);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("type", out var type) || type.GetString() != Marker) return null;
            return JsonSerializer.Deserialize<LiveRecord>(settings, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonSerializerOptions Make() => new(SettingsFile.Json)
    {
        WriteIndented = false,
        // Journals are read by later versions, which may have dropped a setting.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new RawNumbers.Prices(), new RawNumbers.Quantities(), new RawNumbers.Times() },
    };
}
