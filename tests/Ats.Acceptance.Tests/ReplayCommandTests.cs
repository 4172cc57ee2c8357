using System.Text.Json;
using MongoDB.Driver;

namespace Ats.Acceptance.Tests;

/// <summary>A run journaled by one process ends in the same state when another replays it; what cannot be replayed says why.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private static readonly string? MongoServer = Environment.GetEnvironmentVariable("ATS_MONGO_URL");
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sqlite_journal_replays_to_the_same_state(bool full) => ReplaysEqual(_place.Path("journal.db"), full);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_mongodb_journal_replays_to_the_same_state(bool full)
    {
        Assert.SkipWhen(string.IsNullOrEmpty(MongoServer), "ATS_MONGO_URL is not set: no MongoDB server to test on.");
        var address = new MongoUrlBuilder(MongoServer) { DatabaseName = $"ats_test_{Guid.NewGuid():N}" };
        try
        {
            ReplaysEqual(address.ToString(), full);
        }
        finally
        {
            new MongoClient(address.ToMongoUrl()).DropDatabase(address.DatabaseName, CancellationToken.None);
        }
    }

    [Fact]
    public void Changed_data_is_told_and_the_old_data_may_lie_elsewhere()
    {
        var data = _place.Bars("bybit-linear_BTCUSDT_bars.csv", 2000);
        var journal = _place.Path("journal.db");
        var hash = Backtest(data, journal, full: false);
        var kept = _place.Path("bybit-linear_BTCUSDT_kept.csv");
        File.Move(data, kept);
        Fails(3, "there is no such file", "--journal", journal);
        _place.Bars("bybit-linear_BTCUSDT_bars.csv", 2001);
        Fails(3, "is not the data of run", "--journal", journal);
        var replay = AtsProcess.Run("replay", "--journal", journal, "--data", kept);
        Assert.True(replay.Code == 0, replay.Error);
        Assert.Contains($"replayed state {hash}: equal", replay.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_journal_or_run_is_told()
    {
        Fails(3, "There is no journal at", "--journal", _place.Path("none.db"));
        Fails(3, "is no SQLite file", "--journal", _place.Bars("bybit-linear_BTCUSDT_bars.csv", 2000));
        var journal = _place.Path("journal.db");
        Backtest(_place.Path("bybit-linear_BTCUSDT_bars.csv"), journal, full: false);
        Fails(2, "has no run nobody. It has: ", "nobody", "--journal", journal);
    }

    [Fact]
    public void A_damaged_journal_is_told_and_never_replays_as_equal()
    {
        var journal = _place.Path("journal.db");
        Backtest(_place.Bars("bybit-linear_BTCUSDT_bars.csv", 20_000), journal, full: true);
        var whole = File.ReadAllBytes(journal);
        var damaged = whole.ToArray();
        for (var i = whole.Length / 4; i < whole.Length; i += 1024) damaged[i] ^= 0xFF;
        File.WriteAllBytes(journal, damaged);
        Fails(3, "damaged", "--journal", journal);
        File.WriteAllBytes(journal, whole[..(whole.Length / 2)]);
        Fails(3, "damaged", "--journal", journal);
    }

    private void ReplaysEqual(string journal, bool full)
    {
        var data = _place.Bars("bybit-linear_BTCUSDT_bars.csv", 5000);
        var hash = Backtest(data, journal, full);
        Assert.Equal(hash, Backtest(data, journal, full));
        if (full) File.Delete(data);
        var replay = AtsProcess.Run("replay", "--journal", journal);
        Assert.True(replay.Code == 0, replay.Error);
        Assert.Contains(full ? "from the journal alone" : "from the journal and its market data", replay.Out, StringComparison.Ordinal);
        Assert.Contains($"recorded state {hash}, replayed state {hash}: equal", replay.Out, StringComparison.Ordinal);
    }

    private static string Backtest(string data, string journal, bool full)
    {
        string[] words = full ? ["full", journal] : [journal];
        var run = AtsProcess.Run(["backtest", "--data", data, "--strategy", "sma-cross:fast=5,slow=20", "--strategy", "random", "--strategy", "buy-and-hold", "--json", "-", "--journal", .. words]);
        Assert.True(run.Code == 0, run.Error);
        using var json = JsonDocument.Parse(run.Out);
        return json.RootElement.GetProperty("stateHash").GetString()!;
    }

    private static void Fails(int code, string says, params string[] arguments)
    {
        var run = AtsProcess.Run(["replay", .. arguments]);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Equal(code, run.Code);
        Assert.Single(run.Error.Trim().Split('\n'));
    }
}
