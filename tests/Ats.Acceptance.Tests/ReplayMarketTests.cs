namespace Ats.Acceptance.Tests;

/// <summary>A recorded tape as the market of the exchange process.</summary>
public sealed class ReplayMarketTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task An_exchange_over_a_tape_lists_its_instrument_and_quotes_its_prices()
    {
        var text = new System.Text.StringBuilder("timestamp,symbol,side,size,price,tickDirection,trdMatchID\n");
        for (var i = 0; i < 600; i++) text.Append($"{1704067200 + i}.0000,XYZUSDT,{(i % 2 == 0 ? "Buy" : "Sell")},0.5,{100 + (i % 3)}.5,PlusTick,{i}\n");
        using var exchange = AtsProcess.Start("exchange", "serve", "--no-rate-limits", "--market", $"replay:{_place.Write("XYZUSDT2024-01-01.csv", text.ToString())},start=300");
        try
        {
            var address = exchange.StandardOutput.ReadLine()!.Split(' ').First(w => w.StartsWith("http://", StringComparison.Ordinal));
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            var tickers = await http.GetStringAsync(new Uri(address + "/v5/market/tickers?category=linear&symbol=XYZUSDT"), TestContext.Current.CancellationToken);
            Assert.Contains("\"symbol\":\"XYZUSDT\"", tickers, StringComparison.Ordinal);
            Assert.Matches("\"lastPrice\":\"10[012]\\.5", tickers);
        }
        finally
        {
            exchange.Kill();
            await exchange.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("replay:nowhere.csv", 3, "there is no such file")]
    [InlineData("replay:x,speed=fast", 2, "replay knows")]
    [InlineData("tulips", 2, "is no market")]
    public void Markets_that_are_none_are_refused_in_one_line(string market, int code, string words)
    {
        var result = AtsProcess.Run("exchange", "serve", "--market", market);
        Assert.Equal(code, result.Code);
        Assert.Contains(words, Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }
}
