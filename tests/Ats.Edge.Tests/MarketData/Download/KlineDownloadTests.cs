using Ats.Bybit;
using Ats.Bybit.Exchange;
using Ats.Bybit.Limits;
using Ats.Bybit.Rest;
using Ats.Domain;
using Ats.MarketData;
using Ats.MarketData.Download;
using Ats.Simulation.Markets;

namespace Ats.Edge.Tests.MarketData.Download;

public sealed class KlineDownloadTests : IDisposable
{
    private static readonly InstrumentId Btc = InstrumentId.Parse("bybit:linear:BTCUSDT");
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Whole_days_come_page_by_page_without_a_gap_and_only_missing_days_are_asked_for()
    {
        await using var exchange = await ExchangeServer.StartAsync(new Ats.Bybit.Exchange.ExchangeSettings { RateLimits = false }, new SyntheticMarket(new SyntheticMarketSettings(4, HistoryDays: 5)));
        var yesterday = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1);
        var first = await RunAsync(exchange.Port, Btc, new DayRange(yesterday.AddDays(-1), yesterday.AddDays(-1)));
        Assert.Equal((1, 0, 0), (first.Fetched.Count, first.Held.Count, first.Missing.Count));
        var second = await RunAsync(exchange.Port, Btc, new DayRange(yesterday.AddDays(-20), yesterday));
        Assert.Equal(yesterday.AddDays(-1), Assert.Single(second.Held));
        Assert.True(second.Missing.Count >= 14);
        Assert.Contains(yesterday, second.Fetched);
        using var data = MarketDataSet.Open(_scratch.Data);
        Assert.Equal(Scratch.ReadAll(data.CreateSource()).Count, data.Rows);
        Assert.Equal(0, SeriesGaps.Between(data.Segments).Count);
        Assert.All(data.Segments, s => Assert.Equal(("bybit-klines", 60_000, 0), (s.Format, s.IntervalMilliseconds, (int)s.Gaps.Count)));
        Assert.Equal(DayRange.StartNs(yesterday.AddDays(1)), data.LastReceiveTime.Nanoseconds);
        Assert.Equal(data.Segments.Count, Directory.GetFiles(_scratch.Data, "*.tape", SearchOption.AllDirectories).Length);

        var third = await RunAsync(exchange.Port, Btc, new DayRange(yesterday.AddDays(-1), yesterday));
        Assert.Equal((0, 2, 0), (third.Fetched.Count, third.Held.Count, third.Missing.Count));
    }

    [Fact]
    public async Task An_unknown_symbol_is_refused_and_an_exchange_that_is_away_is_an_input_output_error()
    {
        var yesterday = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-1);
        await using var exchange = await ExchangeServer.StartAsync(new Ats.Bybit.Exchange.ExchangeSettings { RateLimits = false }, new SyntheticMarket(new SyntheticMarketSettings(4, HistoryDays: 1)));
        await Assert.ThrowsAsync<MarketDataException>(() => RunAsync(exchange.Port, InstrumentId.Parse("bybit:linear:NOSUCH"), new DayRange(yesterday, yesterday)));
        var error = await Assert.ThrowsAsync<IOException>(() => RunAsync(9, Btc, new DayRange(yesterday, yesterday)));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("2026-02-30", "2026-03-01")]
    [InlineData("2026-03-02", "2026-03-01")]
    [InlineData("2026-11-24", "2026-11-24")]
    public void Days_that_are_none_or_not_over_are_refused(string from, string to) =>
        Assert.Throws<FormatException>(() => DayRange.Parse(from, to, new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void The_present_day_is_left_out() =>
        Assert.Equal(new DateOnly(2026, 11, 23), DayRange.Parse("2026-11-20", "2026-11-30", new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero)).To);

    private async Task<DownloadResult> RunAsync(int port, InstrumentId instrument, DayRange range)
    {
        using var budget = new RateBudget(TimeProvider.System);
        using var rest = new BybitRest(BybitEnvironment.Simulated(new Uri($"http://127.0.0.1:{port}")), budget, new ServerClock(TimeProvider.System), TimeProvider.System);
        return await new KlineDownload(rest, _scratch.Data, _ => { }).RunAsync(instrument, range, TestContext.Current.CancellationToken);
    }
}
