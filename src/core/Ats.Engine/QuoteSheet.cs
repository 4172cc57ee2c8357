namespace Ats.Engine;

/// <summary>The bids and asks a quoting strategy wants resting, and what it needs to know of its own inventory.</summary>
public sealed class QuoteSheet
{
    /// <summary>Position as a multiple of the arm's unit size; positive = long.</summary>
    public double Inventory { get; internal set; }

    /// <summary>Price of the bid, NaN = none; rounded down to the tick by the engine.</summary>
    public double BidPrice { get; private set; } = double.NaN;

    /// <summary>Price of the ask, NaN = none; rounded up to the tick by the engine.</summary>
    public double AskPrice { get; private set; } = double.NaN;

    /// <summary>Why, asked when quotes change.</summary>
    public Ats.Domain.Reason Reason { get; private set; }

    public void Quote(double bidPrice, double askPrice, Ats.Domain.Reason reason = default)
    {
        BidPrice = bidPrice;
        AskPrice = askPrice;
        Reason = reason;
    }

    /// <summary>Wants nothing resting.</summary>
    public void Withdraw(Ats.Domain.Reason reason = default) => Quote(double.NaN, double.NaN, reason);
}
