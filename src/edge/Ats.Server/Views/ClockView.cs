namespace Ats.Server.Views;

/// <summary>The exchange's clock minus ours, in milliseconds, with the half-width of what the measurement leaves open; null before the first.</summary>
public sealed record ClockView(double? OffsetMilliseconds, double? UncertaintyMilliseconds);
