using Ats.Forecasting.Gates;

namespace Ats.Mlops.Loop;

/// <summary>The loop's waits and thresholds.</summary>
public sealed record LoopSettings
{
    /// <summary>As shown: <c>standard</c>, <c>demo</c>.</summary>
    public string Profile { get; init; } = "standard";

    /// <summary>What the screen says of the profile; null = nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>Data before the loop trains.</summary>
    public TimeSpan MinimumCollected { get; init; } = TimeSpan.FromHours(6);

    /// <summary>From training to training.</summary>
    public TimeSpan Schedule { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Least time between trainings that drift, coverage or a failed gate cause.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Age of the champion's latest data (of the champion itself, where its market is invented) at which it is replaced.</summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>When the live gate looks, and what it asks for.</summary>
    public LiveGateSettings LiveGate { get; init; } = LiveGateSettings.Default;

    /// <summary>A challenger that by then has not the outcomes to be decided on is dropped.</summary>
    public TimeSpan MaximumShadow { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Wait after a first failure; doubled with each further one.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Failures in a row after which what was tried is given up.</summary>
    public int MaximumAttempts { get; init; } = 5;

    /// <summary>Short waits, to watch the whole loop within minutes; its gates decide on little evidence.</summary>
    public static LoopSettings Demo { get; } = new()
    {
        Profile = "demo",
        Notice = "Demo profile: waits are shortened so that the loop can be watched; its gates decide on little evidence.",
        // Labels 900 s ahead keep the spans of a training apart: less than this leaves nothing between them.
        MinimumCollected = TimeSpan.FromMinutes(75),
        Schedule = TimeSpan.FromMinutes(20),
        Cooldown = TimeSpan.FromMinutes(3),
        MaximumAge = TimeSpan.FromHours(2),
        LiveGate = new LiveGateSettings(MinimumOutcomes: 180, PlannedOutcomes: 600, LooksEvery: 0.2),
        MaximumShadow = TimeSpan.FromMinutes(30),
        FirstRetry = TimeSpan.FromSeconds(10),
        LongestRetry = TimeSpan.FromMinutes(2),
    };
}
