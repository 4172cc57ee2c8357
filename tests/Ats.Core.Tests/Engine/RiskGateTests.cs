using Ats.Domain;
using Ats.Engine.Risk;
using CsCheck;

namespace Ats.Core.Tests.Engine;

public sealed class RiskGateTests
{
    private static OrderIntent Intent(Side side, decimal quantity, double edgeBps = double.NaN, decimal limit = 0) => new(
        new ClientOrderId(0, 1), 0, side, limit == 0 ? OrderType.Market : OrderType.Limit, TimeInForce.Ioc, Quantity.FromDecimal(quantity), Price.FromDecimal(limit), Price.FromDecimal(100), default)
    {
        EdgeBps = edgeBps,
    };

    private static RiskContext Context(decimal position = 0, decimal working = 0, Instrument? instrument = null, double cash = 1e6, double exposure = 0) =>
        new(instrument ?? Bench.Linear, Quantity.FromDecimal(position), Quantity.FromDecimal(working), 100, cash, 1000, exposure);

    private static DenialCode Code(OrderIntent intent, RiskContext context, params IRiskLimit[] limits) =>
        new RiskGate(limits).Review(in intent, in context, out _).Code;

    [Fact]
    public void A_reduction_passes_every_limit_every_state_and_every_rule() =>
        Gen.Select(Gen.Int[-1000, 1000], Gen.Int[0, 1000], Gen.Int[1, 1000]).Sample((held, working, quantity) =>
        {
            if (held == 0 || working + quantity > Math.Abs(held)) return;
            var side = held > 0 ? Side.Sell : Side.Buy;
            var gate = new RiskGate([new MaxPosition(0), new MaxOrderNotional(0), new MaxExposure(0), new MaxOrderQuantity(0), new PriceCollar(-1), new CostGate(1e9)]) { OperatorState = TradingState.Halted };
            var intent = Intent(side, quantity / 1_000_000m, edgeBps: 0);
            var context = Context(held / 1_000_000m, side.Sign() * working / 1_000_000m, cash: 0) with { Price = 0, Equity = -1 };
            Assert.True(gate.Review(in intent, in context, out var approved).IsApproved);
            Assert.Equal(intent, approved.Intent);
        });

    [Theory]
    [InlineData(1, 0, 1.5)]
    [InlineData(1, -0.5, 0.75)]
    [InlineData(0, 0, 1)]
    public void What_could_pass_zero_when_everything_fills_is_no_reduction(double held, double selling, double quantity) =>
        Assert.Equal(DenialCode.TradingHalted, new RiskGate([]) { OperatorState = TradingState.Halted }.Review(Intent(Side.Sell, (decimal)quantity), Context((decimal)held, (decimal)selling), out _).Code);

    [Fact]
    public void Each_limit_says_no_just_beyond_its_threshold_and_yes_at_it()
    {
        Assert.Equal(DenialCode.None, Code(Intent(Side.Buy, 2), Context(1, 1), new MaxPosition(4)));
        Assert.Equal(DenialCode.Position, Code(Intent(Side.Buy, 2.001m), Context(1, 1), new MaxPosition(4)));
        Assert.Equal(DenialCode.None, Code(Intent(Side.Buy, 2), Context(), new MaxOrderQuantity(2)));
        Assert.Equal(DenialCode.OrderSize, Code(Intent(Side.Buy, 2.001m), Context(), new MaxOrderQuantity(2)));
        Assert.Equal(DenialCode.None, Code(Intent(Side.Buy, 2), Context(), new MaxOrderNotional(200)));
        Assert.Equal(DenialCode.OrderNotional, Code(Intent(Side.Buy, 2.001m), Context(), new MaxOrderNotional(200)));
        // 500 of gross notional, 300 of it here; after buying 12 more here 200 + 1500 over an equity of 1000.
        Assert.Equal(DenialCode.None, Code(Intent(Side.Buy, 12), Context(3, exposure: 500), new MaxExposure(1.7)));
        Assert.Equal(DenialCode.Exposure, Code(Intent(Side.Buy, 12.001m), Context(3, exposure: 500), new MaxExposure(1.7)));
        Assert.Equal(DenialCode.None, Code(Intent(Side.Buy, 1, limit: 100.5m), Context(), new PriceCollar(50.001)));
        Assert.Equal(DenialCode.PriceCollar, Code(Intent(Side.Buy, 1, limit: 100.6m), Context(), new PriceCollar(50)));
        Assert.Equal(DenialCode.None, Code(Intent(Side.Sell, 1, limit: 150m), Context(), new PriceCollar(50)));
        // Two taker fees of 5.5 bp: an edge of 12 nets 1.
        Assert.Equal(DenialCode.None, Code(Intent(Side.Buy, 1, edgeBps: 12.001), Context(), new CostGate(1)));
        Assert.Equal(DenialCode.CostGate, Code(Intent(Side.Buy, 1, edgeBps: 12), Context(), new CostGate(1)));
        Assert.Equal(DenialCode.None, Code(Intent(Side.Buy, 1), Context(), new CostGate(1)));
    }

    [Fact]
    public void Spot_is_never_sold_short_nor_bought_beyond_cash_with_its_fee()
    {
        Assert.Equal(DenialCode.SpotShort, Code(Intent(Side.Sell, 1.001m), Context(1, instrument: Bench.Spot)));
        Assert.Equal(DenialCode.SpotShort, Code(Intent(Side.Sell, 1), Context(1, -0.5m, Bench.Spot)));
        Assert.Equal(DenialCode.None, Code(Intent(Side.Buy, 1), Context(instrument: Bench.Spot, cash: 100.11)));
        Assert.Equal(DenialCode.InsufficientCash, Code(Intent(Side.Buy, 1), Context(instrument: Bench.Spot, cash: 100.09)));
    }

    [Fact]
    public void The_exchanges_minimum_and_the_trading_state_bind_increases()
    {
        Assert.Equal(DenialCode.BelowMinimum, Code(Intent(Side.Buy, 0.0005m), Context()));
        Assert.Equal(DenialCode.BelowMinimum, Code(Intent(Side.Buy, 0.049m), Context(instrument: Bench.Linear with { MinNotional = 5 })));
        Assert.Equal(DenialCode.NoMarketPrice, Code(Intent(Side.Buy, 1), Context() with { Price = 0 }));
        Assert.Equal(DenialCode.ReduceOnly, new RiskGate([]) { OperatorState = TradingState.ReduceOnly }.Review(Intent(Side.Buy, 1), Context(1), out _).Code);
    }

    [Fact]
    public void An_order_no_gate_has_seen_cannot_be_read() => Assert.Throws<InvalidOperationException>(() => default(ApprovedOrder).Intent);
}
