using System.Globalization;
using System.Text;
using Ats.Domain;
using Ats.MarketData;
using Ats.MarketData.Download;

namespace Ats.Edge.Tests.MarketData.Download;

public sealed class TradeDownloadTests : IDisposable
{
    private static readonly InstrumentId Btc = InstrumentId.Parse("bybit:linear:BTCUSDT");
    private static readonly DayRange ThreeDays = new(new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 3));
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Days_are_imported_with_their_checksum_a_missing_one_is_told_and_nothing_is_fetched_twice()
    {
        await using var server = await ServerAsync(1, 3);
        var result = await RunAsync(server, ThreeDays);
        Assert.Equal((2, 0, new DateOnly(2024, 1, 2)), (result.Fetched.Count, result.Held.Count, Assert.Single(result.Missing)));
        using (var data = MarketDataSet.Open(_scratch.Data))
        {
            Assert.Equal([500, 500], data.Segments.Select(s => s.Rows));
            Assert.All(data.Segments, s => Assert.Equal(64, s.SourceSha256!.Length));
            Assert.Equal("bybit:linear:BTCUSDT", data.Instruments[0].Id.ToString());
        }

        server.Requests.Clear();
        server.Files[Path(2)] = Day(2);
        result = await RunAsync(server, ThreeDays);
        Assert.Equal((1, 2, 0), (result.Fetched.Count, result.Held.Count, result.Missing.Count));
        Assert.Equal([(Path(2), 0L)], server.Requests);
        Assert.False(Directory.Exists(System.IO.Path.Combine(_scratch.Data, ".download")));
    }

    [Fact]
    public async Task A_download_that_breaks_off_goes_on_where_it_stopped()
    {
        await using var server = await ServerAsync(1);
        server.Breaks = 2;
        await RunAsync(server, new DayRange(ThreeDays.From, ThreeDays.From));
        var half = server.Files[Path(1)].Length / 2;
        Assert.Equal([0L, half, half + ((server.Files[Path(1)].Length - half) / 2)], server.Requests.Select(r => r.From));
        Assert.Equal(500, _scratch.Events(_scratch.Data).Count);
    }

    [Fact]
    public async Task A_later_command_goes_on_with_the_part_but_not_with_the_part_of_another_file()
    {
        await using var server = await ServerAsync(1);
        server.Breaks = 100;
        var day = new DayRange(ThreeDays.From, ThreeDays.From);
        await Assert.ThrowsAsync<IOException>(() => RunAsync(server, day));
        server.Breaks = 0;
        server.Requests.Clear();
        server.Files[Path(1)] = Day(1, 700);
        await RunAsync(server, day);
        Assert.True(Assert.Single(server.Requests).From > 0);
        Assert.Equal(700, _scratch.Events(_scratch.Data).Count);
    }

    [Fact]
    public async Task A_damaged_file_is_refused_and_fetched_anew_the_next_time()
    {
        await using var server = await ServerAsync(1);
        server.Files[Path(1)][^6] ^= 0xFF;
        var day = new DayRange(ThreeDays.From, ThreeDays.From);
        await Assert.ThrowsAsync<MarketDataException>(() => RunAsync(server, day));
        server.Files[Path(1)] = Day(1);
        Assert.Single((await RunAsync(server, day)).Fetched);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_input_output_error_of_one_line()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => new TradeDownload(new Uri("http://127.0.0.1:9/"), _scratch.Data, TimeProvider.System, _ => { }).RunAsync(Btc, ThreeDays, TestContext.Current.CancellationToken));
        Assert.DoesNotContain('\n', error.Message);
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
    }

    private Task<DownloadResult> RunAsync(TradeFileServer server, DayRange range) =>
        new TradeDownload(server.Address, _scratch.Data, TimeProvider.System, _ => { }).RunAsync(Btc, range, TestContext.Current.CancellationToken);

    private static async Task<TradeFileServer> ServerAsync(params int[] days)
    {
        var server = await TradeFileServer.StartAsync();
        foreach (var day in days) server.Files[Path(day)] = Day(day);
        return server;
    }

    private static string Path(int day) => $"/trading/BTCUSDT/BTCUSDT2024-01-{day:00}.csv.gz";

    /// <summary>A day as Bybit writes it.</summary>
    private static byte[] Day(int day, int trades = 500)
    {
        var text = new StringBuilder("timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional\n");
        var start = new DateTimeOffset(2024, 1, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        for (var i = 0; i < trades; i++)
            text.Append(CultureInfo.InvariantCulture, $"{start + (i * 86_400 / trades)}.{i % 1000:000}0,BTCUSDT,{(i % 3 == 0 ? "Sell" : "Buy")},0.00{1 + (i % 9)},4{i % 1000:0000}.5,PlusTick,{new Guid(i, (short)day, 1, 1, 2, 3, 4, 5, 6, 7, 8)},1,1,1\n");
        return Scratch.Gzip(text.ToString());
    }
}
