namespace Ats.Indicators;

/// <summary>An output of an indicator: its name (kebab-case) and how to read it from an instance of that indicator.</summary>
public sealed record IndicatorOutput(string Name, Func<IIndicator, double> Read);
