namespace Ats.Mlops.Service.Rest;

/// <summary>An interval of log returns, basis points, and of prices.</summary>
public sealed record IntervalView(double LowBps, double HighBps, double Low, double High);
