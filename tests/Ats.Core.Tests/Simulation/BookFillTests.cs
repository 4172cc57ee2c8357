using Ats.Domain;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

/// <summary>The book model, numbers by hand: 10 @ 100, 20 @ 99.9 bid; 1 @ 100.1, 2 @ 100.2, 4 @ 100.5 asked.</summary>
public sealed class BookFillTests
{
    private static ExchangeBench After(decimal capital = 1_000_000m)
    {
        var bench = new ExchangeBench(FillModelKind.Book, capital: capital);
        bench.Book(0, true, (Side.Buy, 100, 10), (Side.Buy, 99.9m, 20), (Side.Sell, 100.1m, 1), (Side.Sell, 100.2m, 2), (Side.Sell, 100.5m, 4));
        return bench;
    }

    private static void Tick(ExchangeBench bench, double ms) => bench.Book(ms, false, (Side.Buy, 90m, 1));

    [Fact]
    public void A_market_order_walks_the_levels_and_ends_where_the_book_ends()
    {
        var bench = After();
        var id = bench.Send(Side.Buy, 2);
        var more = bench.Send(Side.Buy, 10);
        Tick(bench, 1);
        Assert.Equal("Taker 1 at 100.1, Taker 1 at 100.2", bench.Story(id));
        Assert.Equal("Taker 1 at 100.1, Taker 2 at 100.2, Taker 4 at 100.5, Cancelled (NoLiquidity)", bench.Story(more));
    }

    [Fact]
    public void A_limit_order_takes_what_is_within_its_price_and_the_rest_does_not_take_the_same_levels_again()
    {
        var bench = After();
        var id = bench.Send(Side.Buy, 5, limit: 100.2m);
        Tick(bench, 1);
        Tick(bench, 2);
        Assert.Equal("Accepted, Taker 1 at 100.1, Taker 2 at 100.2", bench.Story(id));
        bench.Book(3, false, (Side.Sell, 100.1m, 0), (Side.Sell, 100.2m, 0));
        bench.Book(4, false, (Side.Sell, 100.2m, 1));
        Assert.EndsWith("Maker 2 at 100.2", bench.Story(id), StringComparison.Ordinal);
    }

    [Fact]
    public void Immediate_orders_take_at_once_or_not_at_all()
    {
        var bench = After();
        var ioc = bench.Send(Side.Buy, 5, limit: 100.2m, tif: TimeInForce.Ioc);
        var killed = bench.Send(Side.Buy, 3.001m, limit: 100.2m, tif: TimeInForce.Fok);
        var whole = bench.Send(Side.Buy, 3m, limit: 100.2m, tif: TimeInForce.Fok);
        var post = bench.Send(Side.Buy, 1, limit: 100.1m, tif: TimeInForce.PostOnly);
        Tick(bench, 1);
        Assert.Equal("Accepted, Taker 1 at 100.1, Taker 2 at 100.2, Cancelled (ImmediateRemainder)", bench.Story(ioc));
        Assert.Equal("Accepted, Cancelled (FillOrKillNotFilled)", bench.Story(killed));
        Assert.Equal("Accepted, Taker 1 at 100.1, Taker 2 at 100.2", bench.Story(whole));
        Assert.Equal("Accepted, Cancelled (PostOnlyWouldTake)", bench.Story(post));
    }

    [Fact]
    public void Fill_or_kill_that_the_account_cannot_pay_for_whole_gets_nothing()
    {
        // Margin for 3 at up to 100.2 with leverage 10 and the taker fee: 300.6 x 0.10055 = 30.23.
        var bench = After(capital: 30m);
        var id = bench.Send(Side.Buy, 3, limit: 100.2m, tif: TimeInForce.Fok);
        Tick(bench, 1);
        Assert.Equal("Accepted, Cancelled (FillOrKillNotFilled)", bench.Story(id));
    }

    [Fact]
    public void A_resting_order_waits_for_the_queue_ahead_to_be_eaten()
    {
        var bench = After();
        var id = bench.Send(Side.Buy, 3, limit: 100m);
        bench.Trade(1, 100, 4, Side.Sell);
        bench.Trade(2, 100, 50, Side.Buy);
        bench.Trade(3, 100, 5.5m, Side.Sell);
        Assert.Equal("Accepted", bench.Story(id));
        bench.Trade(4, 100, 1.5m, Side.Sell);
        Assert.Equal("Accepted, Maker 1 at 100", bench.Story(id));
        bench.Trade(5, 99.9m, 1, Side.Sell);
        Assert.Equal("Accepted, Maker 1 at 100, Maker 1 at 100", bench.Story(id));
    }

    [Fact]
    public void A_level_that_shrinks_below_the_queue_ahead_shortens_it_and_one_that_grows_does_not_lengthen_it()
    {
        var bench = After();
        var id = bench.Send(Side.Buy, 1, limit: 100m);
        bench.Book(1, false, (Side.Buy, 100, 2));
        bench.Book(2, false, (Side.Buy, 100, 30));
        bench.Trade(3, 100, 2, Side.Sell);
        Assert.Equal("Accepted", bench.Story(id));
        bench.Trade(4, 100, 0.4m, Side.Sell);
        Assert.Equal("Accepted, Maker 0.4 at 100", bench.Story(id));
    }

    [Fact]
    public void Inside_a_message_nothing_fills()
    {
        var bench = After();
        var id = bench.Send(Side.Sell, 1, limit: 100.4m);
        // The message moves the bid through 100.4 and back: only its end counts.
        bench.Book(1, false, (Side.Sell, 100.1m, 0), (Side.Sell, 100.2m, 0), (Side.Buy, 100.4m, 1), (Side.Buy, 100.4m, 0));
        Assert.Equal("Accepted", bench.Story(id));
        bench.Book(2, false, (Side.Buy, 100.4m, 1));
        Assert.Equal("Accepted, Maker 1 at 100.4", bench.Story(id));
    }
}
