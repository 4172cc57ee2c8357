using Ats.Domain;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Csv;

/// <summary>
/// The taker's side from prices alone: above the last different price = buy, below = sell (C. Lee and M. Ready, "Inferring
/// Trade Direction from Intraday Data", 1991). Right for about 87 % of trades on the data it was checked on; every such side is
/// flagged <see cref="MarketEventFlags.InferredSide"/>.
/// </summary>
internal sealed class TickRule
{
    private long _lastPrice;
    private byte _side;

    /// <summary>Sets the side of the rows from <paramref name="first"/> to the chunk's end.</summary>
    public void Apply(MemoryChunk chunk, int first)
    {
        var prices = chunk.Column(EventColumns.A).AsSpan(first, chunk.Rows - first);
        var flags = chunk.FlagColumn().AsSpan(first, prices.Length);
        for (var i = 0; i < prices.Length; i++)
        {
            var price = prices[i];
            if (price < _lastPrice) _side = (byte)MarketEventFlags.Sell;
            else if (price > _lastPrice) _side = 0;
            _lastPrice = price;
            flags[i] |= (byte)(_side | (byte)MarketEventFlags.InferredSide);
        }
    }
}
