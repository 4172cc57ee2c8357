namespace Ats.Acceptance.Tests;

/// <summary><c>ats data download</c> as a process.</summary>
public sealed class DownloadCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData("klines-1m")]
    [InlineData("trades")]
    public void Offline_it_fails_with_one_clear_line(string what)
    {
        var (code, _, error) = AtsProcess.Run(
            "data", "download", "--instrument", "bybit:linear:BTCUSDT", "--from", "2024-01-01", "--to", "2024-01-02", "--what", what, "--into", _place.Data, "--address", "http://127.0.0.1:9");
        Assert.Equal(4, code);
        Assert.Contains("goes on where it stopped", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Klines_of_the_exchange_come_with_a_report_and_backtest_at_once()
    {
        using var exchange = AtsProcess.Start("exchange", "serve", "--no-rate-limits", "--seed", "5");
        try
        {
            var address = exchange.StandardOutput.ReadLine()!.Split(' ').First(w => w.StartsWith("http://", StringComparison.Ordinal));
            var (from, to) = (DateTime.UtcNow.AddDays(-3).ToString("yyyy-MM-dd"), DateTime.UtcNow.AddDays(-1).ToString("yyyy-MM-dd"));
            string[] command = ["data", "download", "--instrument", "bybit:linear:BTCUSDT", "--from", from, "--to", to, "--into", _place.Data, "--address", address];
            var (code, output, error) = AtsProcess.Run(command);
            Assert.True(code == 0, error);
            Assert.Contains("3 days downloaded, 0 were there already, 0 are not to be had", output, StringComparison.Ordinal);
            Assert.Contains("no gaps", output, StringComparison.Ordinal);
            Assert.Contains("0 days downloaded, 3 were there already", AtsProcess.Run(command).Out, StringComparison.Ordinal);
            (code, _, error) = AtsProcess.Run("backtest", "--data", _place.Data, "--strategy", "sma-cross");
            Assert.True(code == 0, error);
        }
        finally
        {
            exchange.Kill();
            exchange.WaitForExit();
        }
    }
}
