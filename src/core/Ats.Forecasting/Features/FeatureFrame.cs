using Ats.Domain;

namespace Ats.Forecasting.Features;

/// <summary>All that features are computed from.</summary>
internal sealed class FeatureFrame(double tick)
{
    public PriceMemory Price { get; } = new();

    public TradeMemory Trades { get; } = new();

    public TouchMemory Touch { get; } = new();

    public LeanMemory Lean { get; } = new();

    public DepthMemory Depth { get; } = new();

    /// <summary>Share of the UTC day gone, [0, 1).</summary>
    public double Day { get; private set; }

    public double SpreadTicks => (Touch.Ask - Touch.Bid) / tick;

    /// <summary>A price's distance from the mid in deviations of a return over the seconds given; 0 where there is no such price.</summary>
    public double Distance(double price, double seconds) => price > 0 ? Price.InDeviations(Math.Log(price) - Price.LogMid, seconds) : 0;

    public double Microprice => Touch.BidQuantity + Touch.AskQuantity > 0
        ? ((Touch.Bid * Touch.AskQuantity) + (Touch.Ask * Touch.BidQuantity)) / (Touch.BidQuantity + Touch.AskQuantity)
        : 0;

    public void Close(long grid, OrderBook? book)
    {
        Day = grid % Timestamp.NanosecondsPerDay / (double)Timestamp.NanosecondsPerDay;
        Price.Close();
        Trades.Close();
        Touch.Close(grid);
        Lean.Close(grid);
        Depth.Close(grid, book);
    }

    public void Reset()
    {
        Price.Reset();
        Trades.Reset();
        Touch.Reset();
        Lean.Reset();
        Depth.Reset();
    }
}
