using System.Text;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Edge.Tests.Bybit;

public sealed class PrivateFramesTests
{
    private static readonly Timestamp Received = Timestamp.FromMilliseconds(1_764_000_000_999);
    private readonly RowCollector _rows = new();

    [Fact]
    public void Nothing_and_zero_are_none_and_a_cancelled_order_still_tells_what_was_left()
    {
        Assert.True(Read("{\"topic\":\"order.linear\",\"creationTime\":1764000000000,\"data\":[{\"symbol\":\"BTCUSDT\",\"orderId\":\"o1\",\"orderLinkId\":\"r-1-2\",\"side\":\"Sell\",\"orderType\":\"Limit\",\"orderStatus\":\"Cancelled\",\"price\":\"91234.50\",\"qty\":\"0.010\",\"cumExecQty\":0.004,\"leavesQty\":\"0\",\"avgPrice\":\"\",\"takeProfit\":\"0\",\"stopLoss\":\"\",\"triggerPrice\":\"0.00\",\"stopOrderType\":\"UNKNOWN\",\"cancelType\":\"CancelByUser\",\"rejectReason\":\"EC_NoError\",\"reduceOnly\":true,\"cumFeeDetail\":{\"USDT\":\"0.0123\"},\"updatedTime\":\"1764000000123\"}]}").IsOk);

        var order = Assert.Single(_rows.Orders);
        Assert.Equal((Category.Linear, WireOrderStatus.Cancelled, 0.006m, 91234.5m), (order.Category, order.Status, order.Unfilled, order.Price));
        Assert.Null(order.AveragePrice);
        Assert.Null(order.TakeProfit);
        Assert.Null(order.TriggerPrice);
        Assert.Equal(("", "", "CancelByUser", true), (order.StopOrderType, order.RejectReason, order.CancelType, order.ReduceOnly));
        Assert.Equal(new KeyValuePair<string, decimal>("USDT", 0.0123m), Assert.Single(order.Fees));
    }

    [Fact]
    public void The_streams_entry_price_is_the_average_price_and_a_flat_position_has_no_side()
    {
        Read("{\"topic\":\"position\",\"data\":[{\"symbol\":\"BTCUSDT\",\"side\":\"Sell\",\"size\":\"2\",\"entryPrice\":\"100.5\",\"liqPrice\":\"\",\"seq\":5},{\"symbol\":\"ETHUSDT\",\"side\":\"\",\"size\":\"0\",\"entryPrice\":\"0\",\"seq\":-1}]}");

        Assert.Equal((100.5m, -2m), (_rows.Positions[0].AveragePrice, _rows.Positions[0].SignedSize));
        Assert.Null(_rows.Positions[0].LiquidationPrice);
        Assert.Null(_rows.Positions[1].Side);
        Assert.Null(_rows.Positions[1].AveragePrice);
    }

    [Fact]
    public void Funding_is_an_execution_but_no_trade()
    {
        Read("{\"topic\":\"execution\",\"data\":[{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"execId\":\"f\",\"execType\":\"Funding\",\"side\":\"Sell\",\"execQty\":\"1\",\"execFee\":\"-0.5\",\"orderType\":\"UNKNOWN\"},{\"category\":\"spot\",\"symbol\":\"BTCUSDT\",\"execId\":\"t\",\"execType\":\"Trade\",\"side\":\"Buy\",\"execQty\":\"1\",\"execPrice\":\"5\",\"execFee\":\"0.001\",\"feeCurrency\":\"BTC\",\"isMaker\":true}]}");

        Assert.Equal([(true, false), (false, true)], _rows.Executions.Select(e => (e.IsFunding, e.IsTrade)));
        Assert.Equal((-0.5m, "BTC", true), (_rows.Executions[0].Fee, _rows.Executions[1].FeeCurrency, _rows.Executions[1].IsMaker));
    }

    [Fact]
    public void Free_cash_is_computed_since_the_exchange_does_not_tell_it()
    {
        Read("{\"topic\":\"wallet\",\"data\":[{\"accountType\":\"UNIFIED\",\"totalEquity\":\"1000\",\"coin\":[{\"coin\":\"USDT\",\"walletBalance\":\"500\",\"locked\":\"10\",\"totalOrderIM\":\"20\",\"totalPositionIM\":\"30\",\"bonus\":\"\",\"availableToWithdraw\":\"\"}]}]}");

        Assert.Equal(440m, _rows.Wallets[0].Coins[0].FreeCash);
    }

    [Fact]
    public void A_bad_row_does_not_lose_its_neighbours()
    {
        var result = Read("{\"topic\":\"execution.fast\",\"data\":[{\"symbol\":\"A\",\"execId\":\"1\",\"orderId\":\"o\",\"side\":\"Buy\",\"execPrice\":\"1\",\"execQty\":\"2\",\"orderLinkId\":\"\"},{\"symbol\":\"A\",\"execId\":\"2\",\"side\":\"Hold\"},{\"symbol\":\"A\",\"execId\":\"3\",\"orderId\":\"o\",\"side\":\"Sell\",\"execPrice\":1e2,\"execQty\":\"2\"}]}");

        Assert.Equal(new FrameResult(FrameStatus.Malformed, 2, 1), result);
        Assert.Equal(["1", "3"], _rows.FastExecutions.Select(f => f.ExecId));
        Assert.Equal(100m, _rows.FastExecutions[1].Price);
    }

    [Fact]
    public void Late_and_repeated_orders_change_nothing()
    {
        var merge = new OrderMerge();
        OrderRow Row(WireOrderStatus status, decimal filled, int at) => new() { Symbol = "BTCUSDT", OrderId = "o", Quantity = 3, FilledQuantity = filled, Status = status, Updated = Timestamp.FromMilliseconds(1_764_000_000_000 + at) };

        Assert.True(merge.Apply(Row(WireOrderStatus.PartiallyFilled, 1, 5)));
        Assert.False(merge.Apply(Row(WireOrderStatus.New, 0, 3)));
        Assert.True(merge.Apply(Row(WireOrderStatus.Filled, 3, 9)));
        Assert.False(merge.Apply(Row(WireOrderStatus.Filled, 3, 9)));
        Assert.False(merge.Apply(Row(WireOrderStatus.PartiallyFilled, 2, 12)));
        Assert.Equal(WireOrderStatus.Filled, merge.Find("o")!.Status);
    }

    [Fact]
    public void An_execution_passes_once_and_memory_stays_bounded()
    {
        var filter = new ExecutionFilter(2);
        Assert.Equal([true, false, true, true, true], new[] { "a", "a", "b", "c", "a" }.Select(filter.IsNew));
    }

    [Fact]
    public void Shared_payloads_of_every_private_topic_are_read()
    {
        foreach (var prefix in (string[])["order", "execution", "position", "wallet", "nt-account", "cx-order.", "cx-execution", "cx-wallet"])
        {
            foreach (var (name, json) in Fixtures.Shared("ws", prefix).Where(f => !f.Name.StartsWith("orderbook", StringComparison.Ordinal) && f.Json.Contains("\"topic\"", StringComparison.Ordinal)))
            {
                var before = _rows.Count;
                var result = Read(json);
                Assert.True(result.IsOk && (_rows.Count > before || json.Contains("\"data\":[]", StringComparison.Ordinal)), $"{name}: {result}");
            }
        }
    }

    [Fact]
    public void Garbage_never_throws()
    {
        var mutator = new FrameMutator(5);
        var frames = Fixtures.Shared("ws", "order.json").Concat(Fixtures.Shared("ws", "nt-account")).Select(f => Encoding.UTF8.GetBytes(f.Json))
            .Append("{\"topic\":\"wallet\",\"data\":[{\"coin\":[{\"coin\":\"USDT\",\"walletBalance\":\"500\"}]}]}"u8.ToArray()).ToArray();
        for (var i = 0; i < 3000; i++) PrivateFrames.Read(mutator.Damaged(frames[i % frames.Length]), Received, _rows);
        Assert.NotEqual(0, _rows.Count);
    }

    private FrameResult Read(string json) => PrivateFrames.Read(Encoding.UTF8.GetBytes(json), Received, _rows);
}
