using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>No more than so many orders and amends of the arm within a rolling window, this one included; cancels and reductions are counted where sent, never held back.</summary>
public sealed class MaxOrderRate(string name, DenialCode code, double limit, double windowSeconds) : IOrderLimit
{
    private readonly int _limit = limit is >= 0 and <= RiskStatistics.MostCounted
        ? (int)limit
        : throw new ArgumentException($"Limit '{name}' counts 0 to {RiskStatistics.MostCounted} orders, got {limit}.", nameof(limit));

    private readonly long _window = (long)(windowSeconds * Timestamp.NanosecondsPerSecond);

    public string Name => name;

    public double Threshold => limit;

    public double Current(in RiskContext context) => context.Statistics?.Sends.Count(context.Now, _window) ?? double.NaN;

    public Verdict Check(in OrderIntent intent, in RiskContext context) =>
        context.Statistics is { } statistics && statistics.Sends.HasAtLeast(_limit, context.Now, _window)
            ? Verdict.Deny(code, statistics.Sends.Count(context.Now, _window) + 1, limit)
            : Verdict.Approved;
}
