using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>What limits remember and which breaches stand, carried from one run into the next. Money in quote units; lists oldest first.</summary>
public sealed record RiskCarry(
    Timestamp Day,
    double DayStartEquity,
    double Equity,
    double Peak,
    int LosingStreak,
    int RejectionsInRow,
    IReadOnlyList<Timestamp> Sends,
    IReadOnlyList<Timestamp> Rejections,
    IReadOnlyList<Timestamp> Closings,
    IReadOnlyList<double> SlippagesBps,
    IReadOnlyList<double> TripPnls,
    IReadOnlyList<LimitBreach> Breaches);
