using System.Text.Json;
using Ats.Mlops.Loop;

namespace Ats.Mlops.Service.Rest;

/// <summary>A training run.</summary>
/// <param name="Fraction">Done so far, [0, 1].</param>
/// <param name="Message">What it does, or why it failed.</param>
/// <param name="Version">What it made.</param>
public sealed record TrainingRunView(
    string Id, string Symbol, LoopTrigger Trigger, TrainingRunState State, double Fraction, string Message, string? Version, JsonElement? Metrics,
    DateTimeOffset RequestedAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt)
{
    internal static TrainingRunView Of(TrainingRun run) => new(
        run.Request.Id, run.Request.Symbol, run.Request.Trigger, run.State, run.Fraction, run.Message, run.Version, run.Metrics, run.Request.RequestedAt, run.StartedAt, run.EndedAt);
}
