using Ats.Domain;
using Ats.Engine;
using CsCheck;

namespace Ats.Core.Tests.Engine;

/// <summary>Spot where the exchange takes a buy's fee out of the coins bought.</summary>
public sealed class SpotFeeTests
{
    private static readonly Instrument Coin = Bench.Spot with { LotSize = Quantity.FromDecimal(0.000001m), MinQuantity = Quantity.FromDecimal(0.000001m), MinNotional = 5, FeesInReceived = true };

    private static (TradingEngine Engine, HandExchange Exchange, MemoryJournal Journal) World(params Signal[] script)
    {
        var exchange = new HandExchange();
        var journal = new MemoryJournal(JournalKind.All);
        exchange.Engine = new TradingEngine(new EngineSettings(), [Coin], [Bench.Arm("a", () => new ScriptedStrategy(script), quantity: 0.123457, capital: 10_000)], exchange, journal);
        return (exchange.Engine, exchange, journal);
    }

    [Fact]
    public void A_round_trip_by_hand()
    {
        var (engine, exchange, journal) = World(Signal.Long, Signal.Long, Signal.Flat, Signal.Flat);
        exchange.Bar(1, 50_000);
        // 0.123457 bought, 0.000123457 of them kept as the fee: 0.123333543 owned, of which a quantity says 0.12333354.
        exchange.Fill(50_000, fee: 0.000123457m);
        var (arm, leg) = (engine.Arms[0], engine.Arms[0].Legs[0]);
        Assert.Equal((0.123333543m, 0.12333354m), (leg.Coins, leg.Position.Quantity.ToDecimal()));
        Assert.Equal(10_000m - (0.123457m * 50_000), arm.Ledger.Cash);
        Assert.Equal(0.00012346m * 50_000, arm.Ledger.FeesPaid);
        Assert.Equal(0m, arm.Ledger.Imbalance());
        exchange.Bar(2, 50_000);
        // What the fee took is not bought again.
        Assert.Single(exchange.Sent);
        exchange.Bar(3, 51_000);
        Assert.Equal(0.123333m, exchange.Sent[^1].Quantity.ToDecimal());
        exchange.Fill(51_000, fee: 0.123333m * 51);
        Assert.Equal(0.000000543m, leg.Coins);
        var trip = Assert.Single(journal.RoundTrips);
        Assert.Equal(0.123333m * 1000, trip.GrossPnl);
        Assert.Equal((0.00012346m * 50_000) + (0.123333m * 51), trip.Fees);
        exchange.Bar(4, 51_000);
        // The part of a lot that is left is flat for all purposes.
        Assert.Equal(2, exchange.Sent.Count);
        Assert.Equal(journal.Fills.Sum(f => f.Side.Sign() * f.Quantity.ToDecimal()), leg.Position.Quantity.ToDecimal());
        Assert.Equal(10_000m, arm.Ledger.Cash + journal.Fills.Sum(f => (f.Side.Sign() * f.Price.ToDecimal() * f.Quantity.ToDecimal()) + f.Fee));
    }

    [Fact]
    public void Whatever_is_traded_coins_and_cash_are_those_of_the_exchange_and_never_below_zero() => Gen.Select(Gen.Int[-40_000, 40_000].Array[1, 60], Gen.Int[-3, 12]).Sample((wishes, rate) =>
    {
        var (engine, exchange, _) = World(Signal.Hold);
        exchange.Bar(1, 50_000);
        var leg = engine.Arms[0].Legs[0];
        var (coins, cash) = (0m, 10_000m);
        for (var i = 0; i < wishes.Length; i++)
        {
            var price = 50_000m + (i * 37 % 101);
            var (side, quantity) = (wishes[i] > 0 ? Side.Buy : Side.Sell, Math.Abs(wishes[i]) / 1_000_000m);
            if (quantity == 0 || !exchange.Place(side, quantity).IsDone) continue;
            // As the exchange reckons: of what is received, a rebate of what is given.
            var inBase = side == Side.Buy == rate >= 0;
            var fee = (inBase ? quantity : quantity * price) * rate / 10_000m;
            exchange.Fill(price, fee: fee);
            coins += (side.Sign() * quantity) - (inBase ? fee : 0);
            cash -= (side.Sign() * quantity * price) + (inBase ? 0 : fee);
            Assert.Equal((coins, cash), (leg.Coins, engine.Arms[0].Ledger.Cash));
            Assert.InRange(coins - leg.Position.Quantity.ToDecimal(), 0m, 0.0000000099999m);
            Assert.Equal(0m, engine.Arms[0].Ledger.Imbalance());
            Assert.True(coins >= 0);
        }
    }, iter: 300);
}
