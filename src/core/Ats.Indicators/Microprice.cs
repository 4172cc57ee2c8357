using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Microprice in quote units: bid and ask weighted each by the quantity on the other side, so that it leans towards the side about to
/// give way (Gatheral and Oomen, "Zero-intelligence realized variance estimation", 2010; the weighted mid-price of Stoikov,
/// "The micro-price", 2018). The mid where nothing rests on either side.
/// </summary>
public sealed class Microprice : IQuoteIndicator
{
    public bool IsReady => !double.IsNaN(Value);

    public double Value { get; private set; } = double.NaN;

    public int WarmUp => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double bid, double bidQuantity, double ask, double askQuantity)
    {
        if (!Finite.All(bid, bidQuantity, ask, askQuantity)) return;
        var total = bidQuantity + askQuantity;
        Value = total > 0 ? ((bid * askQuantity) + (ask * bidQuantity)) / total : (bid + ask) / 2;
    }

    public void Reset() => Value = double.NaN;
}
