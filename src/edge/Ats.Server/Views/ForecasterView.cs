namespace Ats.Server.Views;

/// <summary>What the trading system hears from the forecaster, over its API.</summary>
/// <param name="Address">Of the API.</param>
/// <param name="Fault">Why nothing is heard; null while predictions come.</param>
/// <param name="Received">Predictions of all horizons since the start.</param>
/// <param name="Late">Of those, how many came after their validity and were not acted on.</param>
/// <param name="Gaps">Times the arms were told that nothing came within the deadline.</param>
/// <param name="Notice">What must be shown of the data behind the models (an invented market); null = nothing.</param>
public sealed record ForecasterView(
    string Address, string? Fault, long Received, long Late, long Gaps, IReadOnlyList<ForecastView> Instruments, LoopSummary? Loop, QualitySummary? Quality, string? Notice)
{
    /// <summary>None is listened to.</summary>
    public static ForecasterView Off { get; } = new("", "no forecaster is listened to", 0, 0, 0, [], null, null, null);
}
