using Ats.Domain;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

public sealed class AmendTests
{
    private static ExchangeBench Resting(out ClientOrderId id)
    {
        var bench = new ExchangeBench(FillModelKind.Book);
        bench.Book(0, true, (Side.Buy, 100, 10), (Side.Buy, 99.9m, 20), (Side.Sell, 100.1m, 1));
        id = bench.Send(Side.Buy, 3, limit: 100m, tif: TimeInForce.PostOnly);
        bench.Trade(1, 100, 9, Side.Sell);
        return bench;
    }

    [Fact]
    public void Less_at_the_same_price_keeps_its_place_in_the_queue()
    {
        var bench = Resting(out var id);
        bench.Amend(id, 100m, 2m);
        bench.Trade(2, 100, 2, Side.Sell);
        Assert.Equal("Accepted, Amended, Maker 1 at 100", bench.Story(id));
        Assert.Equal((100m, 2m), bench.Reports.Where(r => r.Kind == OrderEventKind.Amended).Select(r => (r.Price.ToDecimal(), r.Quantity.ToDecimal())).Single());
    }

    [Theory]
    [InlineData(100.0, 4.0)]
    [InlineData(99.9, 3.0)]
    public void More_or_another_price_goes_to_the_end_of_the_queue(double price, double quantity)
    {
        var bench = Resting(out var id);
        bench.Amend(id, (decimal)price, (decimal)quantity);
        bench.Trade(2, (decimal)price, 9, Side.Sell);
        Assert.Equal("Accepted, Amended", bench.Story(id));
    }

    [Fact]
    public void The_quantity_is_the_new_total_so_what_is_filled_counts()
    {
        var bench = Resting(out var id);
        bench.Trade(2, 100, 2, Side.Sell);
        bench.Amend(id, 100m, 1.5m);
        bench.Trade(3, 100, 9, Side.Sell);
        Assert.Equal("Accepted, Maker 1 at 100, Amended, Maker 0.5 at 100", bench.Story(id));
    }

    [Fact]
    public void An_amend_to_no_more_than_what_is_filled_or_of_an_order_that_is_gone_is_refused()
    {
        var bench = Resting(out var id);
        bench.Trade(2, 100, 2, Side.Sell);
        bench.Amend(id, 100m, 1m);
        bench.Cancel(id);
        bench.Amend(id, 100m, 2m);
        bench.Trade(3, 100, 9, Side.Sell);
        Assert.Equal("Accepted, Maker 1 at 100, AmendRejected (InvalidQuantity), Cancelled, AmendRejected (UnknownOrder)", bench.Story(id));
    }

    [Fact]
    public void A_post_only_order_amended_across_the_spread_is_cancelled_and_a_plain_one_takes()
    {
        var bench = Resting(out var id);
        var plain = bench.Send(Side.Buy, 1, limit: 99m);
        bench.Amend(id, 100.1m, 3m);
        bench.Amend(plain, 100.2m, 1m);
        bench.Trade(2, 100.1m, 1);
        Assert.Equal("Accepted, Amended, Cancelled (PostOnlyWouldTake)", bench.Story(id));
        Assert.Equal("Accepted, Amended, Taker 1 at 100.1", bench.Story(plain));
    }

    [Fact]
    public void An_amend_travels_like_an_order_and_what_fills_before_it_arrives_is_filled()
    {
        var bench = new ExchangeBench(FillModelKind.Trades, entryMs: 10);
        bench.Trade(0, 100);
        var id = bench.Send(Side.Buy, 1, limit: 99m);
        bench.Trade(20, 100);
        bench.Amend(id, 95m, 1m);
        bench.Trade(29, 98m, 5m);
        bench.Trade(30, 94m, 5m);
        Assert.Equal("Accepted, Maker 1 at 99, AmendRejected (UnknownOrder)", bench.Story(id));
    }
}
