using Ats.Domain;
using Ats.Engine.Risk;

namespace Ats.Engine;

/// <summary>
/// How the engine keeps time and curves. EquityInterval: grid on which equity is sampled. MaxGapNanoseconds: silence of an instrument
/// beyond which strategies start afresh (0 = the longer of 60 bars and one hour).
/// </summary>
public sealed record EngineSettings
{
    public BarInterval EquityInterval { get; init; } = new(300_000);

    public long MaxGapNanoseconds { get; init; }

    /// <summary>False for live runs: strategies are shown the market, but nothing is traded until <see cref="OperatorCommandKind.BeginTrading"/>.</summary>
    public bool TradesAtOnce { get; init; } = true;

    /// <summary>Spread allowance in decisions' stated costs, basis points of a round trip.</summary>
    public double SpreadAllowanceBps { get; init; }

    /// <summary>Limits on all arms together (<see cref="RiskCatalog.CreateTotal"/>).</summary>
    public IReadOnlyList<IRiskLimit> TotalLimits { get; init; } = [];

    public long GapFor(BarInterval interval) => MaxGapNanoseconds > 0
        ? MaxGapNanoseconds
        : Math.Max(60 * interval.Nanoseconds, 3600 * Timestamp.NanosecondsPerSecond);
}
