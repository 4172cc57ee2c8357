using System.Text.Json;

namespace Ats.Server.Views;

/// <summary>How the forecaster's loop stands, as its API tells it (of the first instrument).</summary>
/// <param name="Profile"><c>standard</c> or <c>demo</c>.</param>
/// <param name="ProfileNotice">What must be shown of the profile; null = nothing.</param>
/// <param name="State">Of the loop: <c>serving</c>, <c>training</c>, <c>shadow</c> …</param>
/// <param name="Fault">Why the loop stands still; null = it does not.</param>
/// <param name="Champion">Version served; null = the random walk.</param>
/// <param name="Challenger">Version judged beside it.</param>
public sealed record LoopSummary(
    string Profile, string? ProfileNotice, string State, DateTimeOffset Since, string Reason, string? Fault, string? Champion, string? Challenger, int ShadowOutcomes, int ShadowOutcomesPlanned,
    DateTimeOffset? TrainedAt, DateTimeOffset? NextScheduledTraining)
{
    internal static LoopSummary? Of(JsonElement? loops)
    {
        if (loops is not { ValueKind: JsonValueKind.Object } all || !all.TryGetProperty("instruments", out var instruments)) return null;
        if (instruments.ValueKind != JsonValueKind.Array || instruments.GetArrayLength() == 0) return null;
        try
        {
            if (instruments[0].Deserialize<Loop>(JsonSerializerOptions.Web) is not { State: not null, Reason: not null } one) return null;
            return new LoopSummary(
                Text(all, "profile") ?? "standard", Text(all, "profileNotice"), one.State, one.Since, one.Reason, one.Fault, one.Champion, one.Challenger, one.ShadowOutcomes, one.ShadowOutcomesPlanned,
                one.TrainedAt, one.NextScheduledTraining);
        }
        catch (JsonException)
        {
            // Of another version: what it cannot tell is not shown.
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private sealed record Loop(
        string State, DateTimeOffset Since, string Reason, string? Fault, string? Champion, string? Challenger, int ShadowOutcomes, int ShadowOutcomesPlanned, DateTimeOffset? TrainedAt, DateTimeOffset? NextScheduledTraining);
}
