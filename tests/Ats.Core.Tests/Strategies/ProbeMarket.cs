using Ats.Core.Tests.Engine;
using Ats.Core.Tests.Simulation;
using Ats.Domain;

namespace Ats.Core.Tests.Strategies;

/// <summary>A seeded lively market for showing to strategies directly: minute bars of two instruments and, inside each minute, books of the first.</summary>
internal static class ProbeMarket
{
    public const int Minutes = 1500;
    public const int BooksPerMinute = 5;
    public const int LevelsPerSide = 5;

    /// <summary>By leg, by minute.</summary>
    public static Bar[][] Bars { get; } = [.. Enumerable.Range(0, 2).Select(leg => MakeBars((short)leg))];

    /// <summary>By minute: whole books, each a message of bids and asks, times rising.</summary>
    public static MarketEvent[][][] Books { get; } = MakeBooks();

    /// <summary>By minute and book: a forecast of each of two horizons, made at the book; every fiftieth minute there is none.</summary>
    public static Forecast[][][] Forecasts { get; } = MakeForecasts();

    private static Forecast[][][] MakeForecasts()
    {
        var noise = new NoisyForecasts(1);
        return [.. Books.Select((minute, m) => minute.Select(message =>
        {
            var at = message[^1].ReceiveTime;
            long[] horizons = [NoisyForecasts.Short, NoisyForecasts.Long];
            return horizons.Select(h => m % 50 == 49 ? Forecast.None(ForecastStatus.Degraded, h, at) : noise.Draw(0, at, h).AsForecast()).ToArray();
        }).ToArray())];
    }

    private static Bar[] MakeBars(short leg) => [.. Bench.Bars(Minutes, 40UL + (ulong)leg, stepBps: 15, instrument: leg).Select(e => e.AsBar())];

    private static MarketEvent[][][] MakeBooks()
    {
        var random = new Rng(77);
        var pressure = 0.0;
        return [.. Enumerable.Range(0, Minutes).Select(minute => Enumerable.Range(0, BooksPerMinute).Select(part =>
        {
            pressure = (0.9 * pressure) + (0.5 * random.NextNormal());
            var bar = Bars[0][minute];
            var at = new Timestamp(bar.OpenTime.Nanoseconds + (part * 12 * Timestamp.NanosecondsPerSecond));
            var mid = bar.Open.ToDouble() + ((bar.Close.ToDouble() - bar.Open.ToDouble()) * part / BooksPerMinute);
            return Book(at, mid, Math.Exp(pressure), random);
        }).ToArray())];
    }

    private static MarketEvent[] Book(Timestamp at, double mid, double bidShare, Rng random)
    {
        var message = new MarketEvent[2 * LevelsPerSide];
        for (var i = 0; i < message.Length; i++)
        {
            var side = i < LevelsPerSide ? Side.Buy : Side.Sell;
            var price = Bench.Cents(mid - (side.Sign() * 0.05 * (1 + (i % LevelsPerSide))));
            var quantity = Quantity.FromDouble((side == Side.Buy ? bidShare : 1) * (0.5 + random.NextDouble()));
            var flags = (i == 0 ? MarketEventFlags.Clear : MarketEventFlags.None) | (i == message.Length - 1 ? MarketEventFlags.Last : MarketEventFlags.None);
            message[i] = MarketEvent.FromBookLevel(0, at, at, side, price, quantity, flags);
        }

        return message;
    }
}
