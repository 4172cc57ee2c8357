using System.Text.Json;

namespace Ats.Mlops.Loop;

/// <summary>How a training run stands (run.json).</summary>
/// <param name="Fraction">Done so far, [0, 1].</param>
/// <param name="Message">What it does, or why it failed.</param>
/// <param name="Version">What it made.</param>
/// <param name="Metrics">What it said of its result.</param>
/// <param name="ProcessId">Of the child.</param>
/// <param name="ProcessStartedAt">With the id it names the process.</param>
public sealed record TrainingRun(
    TrainingRequest Request,
    TrainingRunState State,
    double Fraction = 0,
    string Message = "",
    string? Version = null,
    JsonElement? Metrics = null,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? EndedAt = null,
    int? ExitCode = null,
    int? ProcessId = null,
    DateTimeOffset? ProcessStartedAt = null);
