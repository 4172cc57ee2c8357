using System.Text;
using Ats.Bybit.Rest;
using Ats.Bybit.Wire;
using Ats.Domain;
using Microsoft.AspNetCore.Http;

namespace Ats.Edge.Tests.Bybit;

/// <summary>Real answers of the exchange through the client, where the shared payloads are.</summary>
public sealed class SharedReplyTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly ManualTime _time = new();
    private LoopbackServer _server = null!;
    private Ats.Bybit.Limits.RateBudget _budget = null!;
    private BybitRest _rest = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await LoopbackServer.StartAsync();
        _budget = new Ats.Bybit.Limits.RateBudget(_time);
        _rest = new BybitRest(new Ats.Bybit.ApiCredentials(Ats.Bybit.BybitEnvironment.Simulated(_server.Address), "k", new Ats.Bybit.ApiSecret("s")), _budget, new Ats.Bybit.ServerClock(_time), _time, new RestSettings { ReadAttempts = 1 });
    }

    public async ValueTask DisposeAsync()
    {
        _rest.Dispose();
        _budget.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public Task Instruments() => EachAsync(["market-instruments-info-response-linear", "market-instruments-info-response-spot", "nt-get-instruments-linear.", "nt-get-instruments-spot"], async name =>
        (await _rest.Market.InstrumentsAsync(name.Contains("spot", StringComparison.Ordinal) ? Category.Spot : Category.Linear, cancel: Cancel)).IsOk);

    [Fact]
    public Task Orders() => EachAsync(["order-realtime-response", "order-history-response", "nt-get-orders", "jk-getorders", "jk-getorderhistory"], async _ =>
        (await _rest.Orders.HistoryAsync(Category.Linear, cancel: Cancel)).Require().Count > 0);

    [Fact]
    public Task Executions() => EachAsync(["execution-list-response", "nt-get-executions", "jk-getusertrades"], async _ =>
        (await _rest.Orders.ExecutionsSinceAsync(Category.Linear, null, Timestamp.FromDateTime(_time.GetUtcNow()), cancel: Cancel)).Require().Count > 0);

    [Fact]
    public Task Positions() => EachAsync(["position-list-response", "nt-get-positions", "jk-getpositions"], async _ =>
        (await _rest.Positions.ListAsync(null, cancel: Cancel)).Require().Count > 0);

    [Fact]
    public Task Wallets() => EachAsync(["account-wallet-balance-response", "nt-get-wallet-balance"], async _ => (await _rest.Account.WalletAsync(cancel: Cancel)).Require().Coins.Count > 0);

    [Fact]
    public Task Market() => EachAsync(["market-tickers-response-spot", "market-tickers-response-inverse"], async _ => (await _rest.Market.TickersAsync(Category.Linear, cancel: Cancel)).Require().Count > 0);

    [Fact]
    public Task Books() => EachAsync(["market-orderbook-response", "nt-get-orderbook", "jk-getorderbook"], async _ => (await _rest.Market.OrderBookAsync(Category.Linear, "BTCUSDT", 50, cancel: Cancel)).Require().Bids.Count > 0);

    [Fact]
    public Task Trades() => EachAsync(["market-recent-trade-response", "nt-get-trades-recent"], async _ => (await _rest.Market.RecentTradesAsync(Category.Linear, "BTCUSDT", 1, 10, cancel: Cancel)).Require().Count > 0);

    [Fact]
    public Task Fees() => EachAsync(["account-fee-rate-response", "nt-get-fee-rate"], async _ => !(await _rest.Account.FeesAsync(Category.Linear, "BTCUSDT", FeeSchedule.Free, cancel: Cancel)).Require().IsFallback);

    [Fact]
    public Task Keys() => EachAsync(["user-query-api-response", "nt-get-user-query-api"], async _ => (await _rest.Account.KeyAsync(cancel: Cancel)).Require() is { IsReadOnly: true, CanWithdraw: false, IsUnifiedAccount: true });

    [Fact]
    public Task Accounts() => EachAsync(["account-info-response"], async _ => (await _rest.Account.InfoAsync(cancel: Cancel)).Require().IsCross);

    private async Task EachAsync(string[] prefixes, Func<string, Task<bool>> reads)
    {
        var files = prefixes.SelectMany(p => Fixtures.Shared("rest", p)).ToArray();
        if (files.Length == 0) Assert.Skip("../shared/bybit is not here");
        foreach (var (name, json) in files)
        {
            // One page: a cursor in a recorded answer would lead back to it.
            var page = System.Text.RegularExpressions.Regex.Replace(json, "\"nextPageCursor\":\"[^\"]*\"", "\"nextPageCursor\":\"\"");
            _server.OnRequest = (context, _) => LoopbackServer.Json(context, page);
            Assert.True(await reads(name), name);
        }
    }
}
