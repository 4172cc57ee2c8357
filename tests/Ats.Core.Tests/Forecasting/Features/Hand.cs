using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Features;

namespace Ats.Core.Tests.Forecasting.Features;

/// <summary>Events made by hand, times in seconds after a whole UTC second, and what an engine makes of events.</summary>
internal static class Hand
{
    public static readonly Timestamp Start = Timestamp.FromMilliseconds(1_767_225_600_000);
    public static readonly Price Tick = Price.FromDouble(0.1);

    public static Timestamp At(double seconds) => Start + (long)Math.Round(seconds * 1e9);

    public static MarketEvent Quote(double received, double bid, double ask, double bidQuantity = 1, double askQuantity = 1, double? happened = null) =>
        MarketEvent.FromQuote(0, At(happened ?? received), At(received), Price.FromDouble(bid), Quantity.FromDouble(bidQuantity), Price.FromDouble(ask), Quantity.FromDouble(askQuantity));

    public static MarketEvent Trade(double received, double price, double quantity = 1, Side taker = Side.Buy) =>
        MarketEvent.FromTrade(0, At(received), At(received), Price.FromDouble(price), Quantity.FromDouble(quantity), taker);

    public static MarketEvent Level(double received, Side side, double price, double quantity, MarketEventFlags flags = MarketEventFlags.Last) =>
        MarketEvent.FromBookLevel(0, At(received), At(received), side, Price.FromDouble(price), Quantity.FromDouble(quantity), flags);

    /// <summary>A quote every half second around 100 that goes up and down a little.</summary>
    public static IEnumerable<MarketEvent> Quotes(double from, double to)
    {
        for (var t = from; t < to; t += 0.5) yield return Quote(t, Wave(t) - 0.05, Wave(t) + 0.05, 2 + Math.Sin(t), 2 - Math.Cos(t));
    }

    public static double Wave(double seconds) => 100 + (0.1 * Math.Round(10 * Math.Sin(seconds / 7)));

    /// <summary>Every row as it is: equal text, equal bits.</summary>
    public static List<Row> Rows(FeatureSchema schema, IEnumerable<MarketEvent> events, FeatureEngine? engine = null)
    {
        engine ??= new FeatureEngine(schema, 0, Tick);
        var rows = new List<Row>();
        foreach (var e in events)
        {
            while (engine.MoveNext(in e)) rows.Add(Row.Of(engine));
        }

        return rows;
    }
}
