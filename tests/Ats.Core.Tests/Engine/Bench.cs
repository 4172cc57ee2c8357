using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Engine.Sizing;
using Ats.Simulation;

namespace Ats.Core.Tests.Engine;

/// <summary>Small worlds for engine tests.</summary>
internal static class Bench
{
    public static Instrument Spot { get; } = new(InstrumentId.Parse("test:spot:BTCUSDT"), new Asset("BTC"), new Asset("USDT"), Price.FromDecimal(0.01m), Quantity.FromDecimal(0.001m))
    {
        Fees = FeeSchedule.FromBps(10, 10),
    };

    public static Instrument Linear { get; } = new(InstrumentId.Parse("test:linear:BTCUSDT"), new Asset("BTC"), new Asset("USDT"), Price.FromDecimal(0.1m), Quantity.FromDecimal(0.001m))
    {
        Fees = FeeSchedule.FromBps(2, 5.5m),
    };

    public static Timestamp Start { get; } = Timestamp.FromMilliseconds(1_700_000_040_000 / 60_000 * 60_000);

    /// <summary>Minute bars that walk at random.</summary>
    public static MarketEvent[] Bars(int count, ulong seed, double price = 1000, double stepBps = 20, short instrument = 0)
    {
        var random = new Rng(seed);
        var events = new MarketEvent[count];
        var open = price;
        for (var i = 0; i < count; i++)
        {
            var close = open * Math.Exp(stepBps / 10_000 * random.NextNormal());
            var high = Math.Max(open, close) * (1 + (random.NextDouble() * stepBps / 20_000));
            var low = Math.Min(open, close) * (1 - (random.NextDouble() * stepBps / 20_000));
            events[i] = Bar(i, open, high, low, close, instrument, 1 + random.NextDouble());
            open = close;
        }

        return events;
    }

    public static MarketEvent Bar(int minute, double open, double high, double low, double close, short instrument = 0, double volume = 1)
    {
        var at = new Timestamp(Start.Nanoseconds + ((minute + 1) * 60 * Timestamp.NanosecondsPerSecond));
        return MarketEvent.FromBar(instrument, BarInterval.OneMinute, at, at, Cents(open), Cents(high), Cents(low), Cents(close), Quantity.FromDouble(volume));
    }

    public static Price Cents(double value) => Price.FromDecimal(Math.Round((decimal)value, 2));

    public static ArmSettings Arm(string name, Func<Strategy> strategy, double quantity = 1, decimal capital = 1_000_000m, IReadOnlyList<IRiskLimit>? limits = null) =>
        new(name, strategy, [0], capital) { NewSizing = () => new FixedQuantity(quantity), Limits = limits ?? [] };

    public static (Backtest Backtest, MemoryJournal Journal) Run(Instrument instrument, IEnumerable<MarketEvent> events, BacktestSettings? settings, params ArmSettings[] arms)
    {
        var journal = new MemoryJournal(JournalKind.All);
        var backtest = new Backtest(settings ?? new BacktestSettings(), [instrument], arms, journal);
        backtest.Run(new ArraySource([.. events]));
        backtest.Engine.Finish(new RunId("test"), default);
        return (backtest, journal);
    }

    public static decimal Equity(Backtest backtest, int arm = 0)
    {
        var a = backtest.Engine.Arms[arm];
        var equity = a.Ledger.Cash;
        foreach (var leg in a.Legs)
        {
            var value = FixedPoint.Notional(backtest.Engine.MarkOf(leg.InstrumentIndex), leg.Position.Quantity);
            equity += leg.Instrument.Kind == ContractKind.Spot ? value : value - leg.Position.Basis;
        }

        return equity;
    }
}
