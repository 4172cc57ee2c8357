using Ats.Domain;
using Ats.Simulation;

namespace Ats.Core.Tests.Engine;

public sealed class RoundTripTests
{
    [Fact]
    public void A_round_trip_adds_up_with_its_excursions_fees_and_funding()
    {
        var bars = new List<MarketEvent>
        {
            Bench.Bar(0, 100, 100, 100, 100), Bench.Bar(1, 100, 106, 98, 104), Bench.Bar(2, 104, 108, 103, 107), Bench.Bar(3, 107, 107, 95, 96), Bench.Bar(4, 96, 97, 94, 95),
        };
        bars.Insert(3, MarketEvent.FromFunding(0, bars[2].ExchangeTime, bars[2].ReceiveTime, 0.0001m));
        // Level 1 = 2 units; half is sold at 107, the rest at 96.
        var (backtest, journal) = Bench.Run(Bench.Linear, bars, null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long, Signal.Long, new Signal(0.5), Signal.Flat), quantity: 2));
        var trip = Assert.Single(journal.RoundTrips);
        Assert.Equal((Side.Buy, 2m, 100.0, 101.5), (trip.Side, trip.Quantity.ToDecimal(), trip.EntryPrice, trip.ExitPrice));
        Assert.Equal(7m - 4m, trip.GrossPnl);
        Assert.Equal((200 + 107 + 96) * 0.00055m, trip.Fees);
        Assert.Equal(2 * 107m * 0.0001m, trip.Funding);
        // Best: 2 units at 108. Worst: 1 unit at 95 (the half sold is realised by then).
        Assert.Equal((-5.0, 16.0), (trip.Mae, trip.Mfe));
        Assert.Equal((Bench.Bar(0, 1, 1, 1, 1).ExchangeTime, Bench.Bar(3, 1, 1, 1, 1).ExchangeTime), (trip.OpenTime, trip.CloseTime));
        Assert.Equal(1_000_000m + trip.NetPnl, Bench.Equity(backtest));
        Assert.Equal(trip.Funding, backtest.Engine.Arms[0].Ledger.FundingPaid);
    }

    [Fact]
    public void Drawdown_is_measured_from_the_start_when_there_was_never_a_gain()
    {
        var bars = new[] { Bench.Bar(0, 100, 100, 100, 100), Bench.Bar(1, 100, 100, 100, 100), Bench.Bar(2, 100, 100, 80, 80) };
        var (backtest, _) = Bench.Run(Bench.Linear with { Fees = FeeSchedule.Free }, bars, null, Bench.Arm("a", () => new ScriptedStrategy(Signal.Long), capital: 100m));
        Assert.Equal(0.2, backtest.Engine.Arms[0].MaxDrawdown, 12);
    }
}
