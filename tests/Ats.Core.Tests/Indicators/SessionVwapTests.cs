using Ats.Domain;
using Ats.Indicators;
using Xunit;

namespace Ats.Core.Tests.Indicators;

public sealed class SessionVwapTests
{
    private const long Hour = 3_600_000_000_000;

    [Fact]
    public void A_trade_of_the_next_day_starts_a_new_average()
    {
        var vwap = new SessionVwap(24);
        vwap.Update(Trade(23 * Hour, 100, 1));
        vwap.Update(Trade((24 * Hour) - 1, 200, 3));
        Assert.Equal(175, vwap.Value);
        vwap.Update(Trade(24 * Hour, 50, 2));
        Assert.Equal(50, vwap.Value);
    }

    [Fact]
    public void A_bar_that_closes_at_midnight_belongs_to_the_day_it_opened_in()
    {
        var vwap = new SessionVwap(24);
        vwap.Update(HourBar(23 * Hour, 100, 1));
        vwap.Update(HourBar(24 * Hour, 200, 3));
        Assert.Equal(175, vwap.Value);
        vwap.Update(HourBar(25 * Hour, 50, 2));
        Assert.Equal(50, vwap.Value);
    }

    [Fact]
    public void Events_of_the_domain_reach_every_kind_of_indicator()
    {
        var flow = new OrderFlowImbalance(1);
        flow.Update(new Quote(0, default, default, P(100), Q(5), P(101), Q(7)));
        flow.Update(new Quote(0, default, default, P(100), Q(6), P(101), Q(5)));
        Assert.Equal(3, flow.Value);

        var rolling = new RollingVwap(1);
        rolling.Update(Trade(0, 70, 2));
        Assert.Equal(70, rolling.Value);

        var channel = new DonchianChannel(1);
        channel.Update(HourBar(Hour, 80, 1));
        Assert.Equal(80, channel.Upper);
    }

    [Fact]
    public void A_book_with_fewer_levels_than_asked_counts_with_those_it_has()
    {
        var imbalance = new BookImbalance(5);
        imbalance.Update([new BookLevel(P(100), Q(3))], []);
        Assert.Equal(1, imbalance.Value);
        imbalance.Update([], []);
        Assert.Equal(0, imbalance.Value);
        imbalance.Update([new BookLevel(P(100), Q(3))], [new BookLevel(P(101), Q(1))]);
        Assert.Equal(0.5, imbalance.Value);
    }

    private static PublicTrade Trade(long time, double price, double quantity) =>
        new(0, new Timestamp(time), new Timestamp(time), P(price), Q(quantity), Side.Buy, 0);

    private static Bar HourBar(long close, double price, double volume) =>
        new(0, new BarInterval(3_600_000), new Timestamp(close), new Timestamp(close), P(price), P(price), P(price), P(price), Q(volume), 1);

    private static Price P(double value) => Price.FromDouble(value);

    private static Quantity Q(double value) => Quantity.FromDouble(value);
}
