using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>
/// A limit on how an arm, or all arms together, stand: measured after fills, rejections, marks and at the day's change. A breach changes
/// the trading state by itself, cancels orders that would add to positions, and is journaled; reductions pass.
/// </summary>
public interface IStandingLimit : IRiskLimit
{
    /// <summary>What orders are denied with while the breach stands.</summary>
    DenialCode Code { get; }

    TradingState Consequence { get; }

    BreachEnd End { get; }

    /// <summary>Why, in words: {0} is the value, {1} the threshold.</summary>
    string Cause { get; }

    /// <summary>The value to be held against the threshold; NaN = not known yet, which is no breach.</summary>
    double Measure(RiskStatistics statistics, Timestamp now);
}
