using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>
/// What limits remember of an arm (or of all arms together: then only capital, equity, day and peak). Money in quote units. An operator's
/// resume starts it afresh: peak and day start at today's equity, no streaks.
/// </summary>
public sealed class RiskStatistics(double capital)
{
    /// <summary>Most orders (and amends) that can be counted in a window, most round trips likewise.</summary>
    public const int MostCounted = 1000;

    /// <summary>Fills whose slippage is averaged.</summary>
    public const int SlippageFills = 50;

    /// <summary>Round trips whose net PnL is summed.</summary>
    public const int PnlTrips = 20;

    /// <summary>Starting capital.</summary>
    public double Capital { get; } = capital;

    /// <summary>At the last mark.</summary>
    public double Equity { get; private set; }

    /// <summary>Highest equity at any mark since the start or the last resume.</summary>
    public double Peak { get; private set; }

    /// <summary>Start of the UTC day.</summary>
    public Timestamp Day { get; private set; }

    /// <summary>Equity at the start of the UTC day (the last mark before it), or at the last resume.</summary>
    public double DayStartEquity { get; private set; }

    /// <summary>Losing round trips in a row, net of costs.</summary>
    public int LosingStreak { get; private set; }

    /// <summary>Rejections by the exchange since it last accepted an order.</summary>
    public int RejectionsInRow { get; private set; }

    /// <summary>Since when a position is not covered by a stop of last resort; <see cref="Timestamp.MaxValue"/> = covered or flat.</summary>
    public Timestamp UncoveredSince { get; internal set; } = Timestamp.MaxValue;

    /// <summary>Orders and amends sent.</summary>
    public RollingTimes Sends { get; } = new(MostCounted);

    public RollingTimes Rejections { get; } = new(MostCounted);

    /// <summary>Ends of round trips.</summary>
    public RollingTimes Closings { get; } = new(MostCounted);

    /// <summary>What fills cost against the price at the decision, basis points, positive = worse.</summary>
    public RollingValues SlippagesBps { get; } = new(SlippageFills);

    /// <summary>Net PnL of round trips.</summary>
    public RollingValues TripPnls { get; } = new(PnlTrips);

    /// <summary>False before the start of trading.</summary>
    internal bool HasBegun { get; private set; }

    internal static Timestamp DayOf(Timestamp time)
    {
        var into = time.Nanoseconds % Timestamp.NanosecondsPerDay;
        return new Timestamp(time.Nanoseconds - (into < 0 ? into + Timestamp.NanosecondsPerDay : into));
    }

    internal void Begin(double equity, Timestamp time)
    {
        Equity = Peak = DayStartEquity = equity;
        Day = DayOf(time);
        HasBegun = true;
    }

    internal void Mark(double equity)
    {
        Equity = equity;
        if (equity > Peak) Peak = equity;
    }

    /// <summary>Capital came or went: no gain and no loss.</summary>
    internal void Shift(double amount)
    {
        Equity += amount;
        Peak += amount;
        DayStartEquity += amount;
    }

    internal void RollDay(Timestamp day)
    {
        Day = day;
        DayStartEquity = Equity;
    }

    internal void Filled(Side side, Price price, Price decision)
    {
        RejectionsInRow = 0;
        if (decision.Raw > 0) SlippagesBps.Add(side.Sign() * ((price.ToDouble() / decision.ToDouble()) - 1) * 10_000);
    }

    internal void Closed(double netPnl, Timestamp time)
    {
        LosingStreak = netPnl < 0 ? LosingStreak + 1 : 0;
        TripPnls.Add(netPnl);
        Closings.Add(time);
    }

    internal void Accepted() => RejectionsInRow = 0;

    internal void Rejected(Timestamp time)
    {
        RejectionsInRow++;
        Rejections.Add(time);
    }

    /// <summary>What an operator's resume forgives.</summary>
    internal void Renew()
    {
        Peak = DayStartEquity = Equity;
        LosingStreak = RejectionsInRow = 0;
        Rejections.Clear();
        Closings.Clear();
        SlippagesBps.Clear();
        TripPnls.Clear();
    }

    internal RiskCarry Capture(IReadOnlyList<LimitBreach> breaches) => new(
        Day, DayStartEquity, Equity, Peak, LosingStreak, RejectionsInRow, Sends.Capture(), Rejections.Capture(), Closings.Capture(), SlippagesBps.Capture(), TripPnls.Capture(), breaches);

    internal void Restore(RiskCarry carry)
    {
        HasBegun = true;
        Day = carry.Day;
        DayStartEquity = carry.DayStartEquity;
        Equity = carry.Equity;
        Peak = carry.Peak;
        LosingStreak = carry.LosingStreak;
        RejectionsInRow = carry.RejectionsInRow;
        foreach (var time in carry.Sends) Sends.Add(time);
        foreach (var time in carry.Rejections) Rejections.Add(time);
        foreach (var time in carry.Closings) Closings.Add(time);
        foreach (var value in carry.SlippagesBps) SlippagesBps.Add(value);
        foreach (var value in carry.TripPnls) TripPnls.Add(value);
    }
}
