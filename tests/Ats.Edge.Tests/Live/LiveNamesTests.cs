using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Engine;
using Ats.Server.Runs;
using Ats.Server.Settings;
using Ats.Server.Trading;
using Ats.Simulation.Markets;
using CsCheck;

namespace Ats.Edge.Tests.Live;

/// <summary>Order names, reasons and records as they are written and read back.</summary>
public sealed class LiveNamesTests
{
    [Fact]
    public void Order_links_read_back_and_fit_the_exchange() => Gen.Select(Gen.Int[0, 9999], Gen.Long[1, 999_999_999_999]).Sample((arm, intent) =>
    {
        var links = new OrderLinks("k3f9x0a1zz");
        var text = links.Of(new ClientOrderId(arm, intent));
        Assert.True(text.Length <= 36 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        Assert.True(links.TryParse(text, out var id));
        Assert.Equal(new ClientOrderId(arm, intent), id);
        Assert.False(new OrderLinks("k3f9x0a1zy").TryParse(text, out _));
    });

    [Theory]
    [InlineData("")]
    [InlineData("k3f9x0a1-")]
    [InlineData("k3f9x0a1--1")]
    [InlineData("k3f9x0a1-1-")]
    [InlineData("k3f9x0a1-1-0")]
    [InlineData("k3f9x0a1-1--3")]
    [InlineData("k3f9x0a1-1-2x")]
    [InlineData("k3f9x0a1-+1-2")]
    [InlineData("k3f9x0a1-99999999999-2")]
    public void Other_texts_are_no_links(string text) => Assert.False(new OrderLinks("k3f9x0a1").TryParse(text, out _));

    [Theory]
    [InlineData("EC_PostOnlyWillTakeLiquidity", "", WireOrderStatus.Cancelled, false, OrderRejectReason.PostOnlyWouldTake)]
    [InlineData("", "CancelBySmp", WireOrderStatus.Cancelled, false, OrderRejectReason.SelfMatchPrevented)]
    [InlineData("", "CancelByUser", WireOrderStatus.Cancelled, false, OrderRejectReason.None)]
    [InlineData("", "", WireOrderStatus.Cancelled, true, OrderRejectReason.NoLiquidity)]
    [InlineData("EC_NoImmediateQtyToFill", "", WireOrderStatus.Cancelled, true, OrderRejectReason.NoLiquidity)]
    [InlineData("", "CancelByPrepareLiq", WireOrderStatus.Cancelled, false, OrderRejectReason.Liquidated)]
    [InlineData("", "", WireOrderStatus.Rejected, false, OrderRejectReason.Other)]
    internal void Ends_have_their_reasons(string reject, string cancel, WireOrderStatus status, bool market, OrderRejectReason expected)
    {
        var intent = new OrderIntent(default, 0, Side.Buy, market ? OrderType.Market : OrderType.Limit, market ? TimeInForce.Ioc : TimeInForce.PostOnly, default, default, default, default);
        Assert.Equal(expected, CloseReasons.Of(new OrderRow { Symbol = "s", OrderId = "o", Status = status, RejectReason = reject, CancelType = cancel }, intent));
    }

    [Fact]
    public void A_record_reads_back_bit_for_bit_with_its_carry()
    {
        var intent = new OrderIntent(new ClientOrderId(2, 9), 0, Side.Sell, OrderType.Limit, TimeInForce.PostOnly, new Quantity(123), new Price(456), new Price(457), new Timestamp(1_764_000_000_123_456_789)) { EdgeBps = 1.25 };
        var leg = new LegCarry("bybit:linear:BTCUSDT", new Quantity(-5), -1.000000000001m, [0, 0, 0, 0, 0, 0, 0], new Quantity(3), double.NaN, -0.5, [new OrderCarry(intent, OrderStatus.Unknown, new Quantity(7))], new TripCarry(Side.Sell, new Timestamp(77), new Quantity(5), 1.5m, new Quantity(5), 0, Quantity.Zero, 0.25m, 0.1m, -0.2m, -3, 4));
        var record = new LiveRecord
        {
            ContestId = "k3f9x0a1zz", Segment = 3, Settings = new LiveSettings { Arms = ContestWorld.Restless }, Instruments = [InstrumentRecord.Of(StandardInstruments.Create()[0])], Unallocated = 0.1234567890123456789m,
            Carry = [new ArmCarry("a", [1, -1, 0], [leg], 10, 0.000000000001m, 2, new ArmCounts(1, 2, 3, 4, 5), 1e-17, 0.25, TradingState.ReduceOnly, true, false)],
        };
        var back = LiveRecord.TryParse(record.ToJson())!;
        Assert.Equal(record.ToJson(), back.ToJson());
        Assert.Equal(intent, back.Carry[0].Legs[0].Working[0].Intent);
        Assert.Equal(double.NaN, back.Carry[0].Legs[0].SizedLevel);
        Assert.Equal(0.1234567890123456789m, back.Unallocated);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"type\":\"backtest\"}")]
    [InlineData("{\"type\":\"live\",\"contestId\":1}")]
    public void Settings_of_other_runs_are_not_live_records(string text) => Assert.Null(LiveRecord.TryParse(text));
}
