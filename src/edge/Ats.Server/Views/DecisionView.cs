namespace Ats.Server.Views;

/// <summary>
/// A decision with its reason: Outcome is ordered, denied, hold, nothingToDo, tooSmall, waiting, refused or noForecast; Level in [-1, 1], null = no opinion;
/// ForecastBps, ForecastSeconds and Model tell the forecast it used, null where it used none; Denial, with value and threshold, when our risk gate said no.
/// </summary>
public sealed record DecisionView(
    long Sequence, DateTimeOffset Time, string Arm, string Instrument, double? Level, decimal Target, decimal Position, decimal Price, double? EdgeBps, double? CostBps, string Reason, string Outcome, string? Denial, double? Value, double? Threshold, string? Order, double? ForecastBps, double? ForecastSeconds, string? Model);
