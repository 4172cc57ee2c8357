using System.Diagnostics;
using System.Globalization;

namespace Ats.Acceptance.Tests;

/// <summary><c>ats record</c> as processes: an exchange, a recorder, signals, and a backtest over what was recorded.</summary>
public sealed class RecordCommandTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void A_recording_ended_by_a_signal_backtests_at_once_and_one_that_is_killed_leaves_whole_segments()
    {
        using var exchange = AtsProcess.Start("exchange", "serve", "--no-rate-limits", "--seed", "5");
        try
        {
            var address = exchange.StandardOutput.ReadLine()!.Split(' ').First(w => w.StartsWith("http://", StringComparison.Ordinal));
            Record(address, "TERM", expected: 0);
            var (code, output, error) = AtsProcess.Run("data", "check", _place.Data);
            Assert.True(code == 0, error);
            Assert.Contains("3 segments, all intact", output, StringComparison.Ordinal);
            Assert.Contains("bybit:linear:BTCUSDT BookLevel", output, StringComparison.Ordinal);
            Assert.Contains("bybit:linear:BTCUSDT Trade", output, StringComparison.Ordinal);

            Record(address, "KILL", expected: 137);
            Assert.Equal(0, AtsProcess.Run("data", "check", _place.Data).Code);
            Record(address, "INT", expected: 0);
            (code, output, error) = AtsProcess.Run("data", "check", _place.Data);
            Assert.True(code == 0, error);
            Assert.Contains("all intact", output, StringComparison.Ordinal);

            (code, output, error) = AtsProcess.Run("backtest", "--data", _place.Data, "--strategy", "buy-and-hold");
            Assert.True(code == 0, error);
            Assert.Contains("book", output, StringComparison.Ordinal);
        }
        finally
        {
            exchange.Kill();
            exchange.WaitForExit();
        }
    }

    [Fact]
    public void An_exchange_that_is_not_there_is_said_and_does_not_end_the_recording()
    {
        using var recorder = AtsProcess.Start("record", "--instrument", "bybit:linear:BTCUSDT", "--address", "http://127.0.0.1:9", "--into", _place.Data);
        while (recorder.StandardOutput.ReadLine() is { } line && !line.Contains("is away: connection lost", StringComparison.Ordinal))
        {
            // The line comes with the first failed attempt.
        }

        Signal(recorder, "TERM");
        var (code, output, error) = AtsProcess.End(recorder);
        Assert.True(code == 0, error);
        Assert.Contains("recorded 0 rows", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bybit:inverse:BTCUSD")]
    [InlineData("binance:spot:BTCUSDT")]
    public void Instruments_that_cannot_be_recorded_are_refused(string instrument) =>
        Assert.Equal(2, AtsProcess.Run("record", "--instrument", instrument, "--into", _place.Data).Code);

    /// <summary>Records until trades, a book and mark prices have come.</summary>
    private void Record(string address, string signal, int expected)
    {
        using var recorder = AtsProcess.Start("record", "--instrument", "bybit:linear:BTCUSDT", "--address", address, "--into", _place.Data);
        for (var series = 0; series < 3 && recorder.StandardOutput.ReadLine() is { } line;)
        {
            if (line.EndsWith(" arrives", StringComparison.Ordinal)) series++;
        }

        Signal(recorder, signal);
        var (code, _, error) = AtsProcess.End(recorder);
        Assert.True(code == expected, $"{code}: {error}");
    }

    private static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", $"-{signal} {process.Id.ToString(CultureInfo.InvariantCulture)}");
        kill.WaitForExit();
    }
}
