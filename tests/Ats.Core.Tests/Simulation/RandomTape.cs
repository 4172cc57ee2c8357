using Ats.Core.Tests.Engine;
using Ats.Domain;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

/// <summary>Random tapes for each fill model, received late by up to 40 ms where they are ticks.</summary>
internal static class RandomTape
{
    public static MarketEvent[] For(FillModelKind kind, ulong seed, int length) => kind switch
    {
        FillModelKind.NextOpen or FillModelKind.PessimisticBar => WithFunding(Bench.Bars(length, seed, price: 100, stepBps: 60)),
        _ => WithFunding(Ticks(kind, seed, length)),
    };

    private static MarketEvent[] WithFunding(MarketEvent[] events)
    {
        var middle = events.Length / 2;
        var funding = MarketEvent.FromFunding(0, events[middle].ExchangeTime, events[middle].ReceiveTime, 0.0005m);
        return [.. events[..(middle + 1)], funding, .. events[(middle + 1)..]];
    }

    private static MarketEvent[] Ticks(FillModelKind kind, ulong seed, int length)
    {
        var random = new Rng(seed);
        var events = new List<MarketEvent>();
        var (price, time, received) = (1000L, 0L, 0L);
        while (events.Count < length)
        {
            price = Math.Max(200, price + random.Next(7) - 3);
            time += random.Next(4) * 3_000_000_000L / 4;
            received = Math.Max(received, time + (random.Next(40) * 1_000_000L));
            var (at, got) = (new Timestamp(Bench.Start.Nanoseconds + time), new Timestamp(Bench.Start.Nanoseconds + received));
            Price At(long ticks) => new(ticks * Price.Scale / 10);
            var size = new Quantity((1 + random.Next(30)) * Quantity.Scale / 10);
            var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            if (kind == FillModelKind.Trades || random.Next(3) == 0) events.Add(MarketEvent.FromTrade(0, at, got, At(price), size, side));
            else if (kind == FillModelKind.Quotes) events.Add(MarketEvent.FromQuote(0, at, got, At(price - 1), size, At(price + 1), size));
            else AddBook(events, at, got, price, size, At);
        }

        return [.. events];
    }

    private static void AddBook(List<MarketEvent> events, Timestamp at, Timestamp got, long price, Quantity size, Func<long, Price> toPrice)
    {
        for (var i = 0; i < 6; i++)
        {
            var flags = (i == 0 ? MarketEventFlags.Clear : 0) | (i == 5 ? MarketEventFlags.Last : 0);
            events.Add(MarketEvent.FromBookLevel(0, at, got, i < 3 ? Side.Buy : Side.Sell, toPrice(i < 3 ? price - 1 - i : price + i - 2), size, flags));
        }
    }
}
