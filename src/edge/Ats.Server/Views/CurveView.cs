namespace Ats.Server.Views;

/// <summary>An arm's equity over time: times in milliseconds UTC, equity in quote units.</summary>
public sealed record CurveView(string Arm, string Kind, double Capital, IReadOnlyList<long> TimesMs, IReadOnlyList<double> Equity);
