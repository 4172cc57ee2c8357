using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Edge.Tests.Bybit;

public sealed class FundingWatchTests
{
    private static readonly Timestamp Settles = Timestamp.FromMilliseconds(1_700_006_400_000);

    [Fact]
    public void A_settlement_shows_when_its_time_moves_on_and_has_the_rate_told_before_it()
    {
        var watch = new FundingWatch();
        Assert.Null(watch.See(3, Ticker(Settles, 0.0001m), Settles + -5_000_000_000));
        Assert.Null(watch.See(3, Ticker(Settles, -0.00025m), Settles + -1_000_000_000));
        var settled = watch.See(3, Ticker(Settles + (8 * 3600 * Timestamp.NanosecondsPerSecond), 0.0003m), Settles + 40_000_000);
        Assert.Equal((MarketEventKind.Funding, (short)3, Settles, Settles + 40_000_000, -0.00025m), (settled!.Value.Kind, settled.Value.Instrument, settled.Value.ExchangeTime, settled.Value.ReceiveTime, settled.Value.AsFunding().Rate));
        Assert.Null(watch.See(3, Ticker(Settles + (8 * 3600 * Timestamp.NanosecondsPerSecond), 0.0003m), Settles + 60_000_000));
    }

    [Fact]
    public void A_ticker_without_funding_settles_nothing() =>
        Assert.Null(new FundingWatch().See(0, Ticker(default, null), Settles));

    private static Ticker Ticker(Timestamp next, decimal? rate) => new() { Symbol = "BTCUSDT", NextFunding = next, FundingRate = rate };
}
