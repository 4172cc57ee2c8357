using Ats.Domain;
using Ats.Engine;
using Ats.Storage;
using Ats.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Ats.Edge.Tests.Storage;

public sealed class SqliteJournalTests : DurableJournalContractTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ats-journal-").FullName;

    private string FilePath => Path.Combine(_folder, "journal.db");

    protected override IJournal Create(JournalKind kinds, bool everyDecision) => JournalStore.Open(FilePath, kinds, everyDecision);

    protected override IJournalReader ReaderOf(IJournal journal) => JournalStore.OpenReader(FilePath);

    protected override void Clean()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_file_copied_in_the_middle_of_a_run_opens_with_whole_batches_and_all_that_was_flushed()
    {
        var journal = Open(JournalKind.Fill | JournalKind.Market);
        var run = NewRun();
        journal.Begin(run);
        for (var round = 1; round <= 8; round++)
        {
            for (var s = 1; s <= 500; s++)
            {
                var sequence = ((round - 1) * 500) + s;
                journal.Market(sequence, Facts.Bar(sequence));
                journal.Fill(Facts.Fill(sequence));
            }

            journal.Flush();
            var copy = CopyAsAfterAKill($"copy-{round}.db");
            var entries = JournalStore.OpenReader(copy).Read(run.Id).ToArray();
            Assert.Equal(round * 1000, entries.Length);
            Assert.Null(JournalStore.OpenReader(copy).Summary(run.Id));
        }
    }

    [Fact]
    public void A_log_cut_off_in_the_middle_of_a_batch_loses_that_batch_only()
    {
        var journal = Open(JournalKind.Fill);
        var run = NewRun();
        journal.Begin(run);
        var lengths = new List<long>();
        for (var s = 1; s <= 40; s++)
        {
            for (var i = 0; i < 25; i++) journal.Fill(Facts.Fill(s));
            journal.Flush();
            lengths.Add(new FileInfo(FilePath + "-wal").Length);
        }

        for (var s = 20; s < 40; s++)
        {
            var copy = CopyAsAfterAKill($"torn-{s}.db");
            using (var log = File.Open(copy + "-wal", FileMode.Open)) log.SetLength(lengths[s] - 100);
            var left = JournalStore.OpenReader(copy).Read(run.Id).Select(e => e.Sequence).ToArray();
            Assert.Equal(Enumerable.Range(0, left.Length).Select(i => 1L + (i / 25)), left);
            Assert.InRange(left.Length, s * 25, (s * 25) + 24);
        }
    }

    [Fact]
    public void A_full_disk_is_told_and_what_was_durable_before_stays()
    {
        using var journal = new SqliteJournal(FilePath, JournalKind.All, everyDecision: false, new SqliteSettings(MaxPages: 60));
        var run = NewRun();
        journal.Begin(run);
        var failure = Assert.Throws<JournalException>(() =>
        {
            for (var s = 1; s < 1_000_000; s++)
            {
                journal.Fill(Facts.Fill(s));
                if (s % 100 == 0) journal.Flush();
            }
        });
        Assert.Contains(FilePath, failure.Message);
        Assert.Contains("no space left", failure.Message);
        Assert.Throws<JournalException>(() => journal.Fill(Facts.Fill(1)));
        Assert.Throws<JournalException>(journal.Flush);
        Assert.Throws<JournalException>(() => journal.End(SummaryOf(run)));
        var durable = journal.Durable;
        Assert.True(durable > 100);
        journal.Dispose();
        var kept = JournalStore.OpenReader(FilePath).Read(run.Id).Select(e => e.Sequence).ToArray();
        Assert.Equal(Enumerable.Range(1, (int)durable).Select(s => (long)s), kept);
    }

    [Fact]
    public void A_file_locked_by_somebody_else_is_told_at_the_next_call()
    {
        using var journal = new SqliteJournal(FilePath, JournalKind.All, everyDecision: false, new SqliteSettings(BusyTimeoutMilliseconds: 20));
        journal.Begin(NewRun());
        using var other = Connect(FilePath);
        Execute(other, "BEGIN IMMEDIATE");
        journal.Fill(Facts.Fill(1));
        var failure = Assert.Throws<JournalException>(journal.Flush);
        Assert.Contains("locked", failure.Message);
        Execute(other, "ROLLBACK");
        Assert.Throws<JournalException>(() => journal.Fill(Facts.Fill(2)));
    }

    [Fact]
    public void A_person_with_a_sqlite_shell_can_read_the_fills()
    {
        var journal = Open();
        var run = NewRun();
        journal.Begin(run);
        journal.Append(Facts.OneOfEach(7));
        journal.End(SummaryOf(run));
        using var shell = Connect(FilePath);
        using var command = shell.CreateCommand();
        command.CommandText = """
            SELECT r.run || '|' || sequence || '|' || exchange_time || '|' || side || '|' || price || '|' || quantity || '|' || fee || '|' || liquidity
              FROM fills JOIN runs r ON r.id = fills.run
            """;
        Assert.Equal($"{run.Id}|7|{Facts.Minute(1).Nanoseconds}|Sell|65000.5|0.001|0.0357500|Maker", command.ExecuteScalar());
        command.CommandText = "SELECT sum(amount) FROM ledger WHERE to_account = 'Fees'";
        Assert.Equal(0.03575, command.ExecuteScalar());
    }

    [Fact]
    public void A_file_from_before_there_were_forecasts_is_read_and_written_on()
    {
        var journal = Open();
        var old = NewRun();
        journal.Begin(old);
        journal.Decision(Facts.Decision(3));
        journal.End(SummaryOf(old));
        Close(journal);
        using (var other = Connect(FilePath))
        {
            foreach (var column in new[] { "model", "forecast_horizon", "forecast_bps" }) Execute(other, $"ALTER TABLE decisions DROP COLUMN {column}");
            Execute(other, "PRAGMA user_version = 1");
        }

        SqliteConnection.ClearAllPools();
        var reader = new SqliteJournalReader(FilePath);
        Assert.Equal(Facts.Decision(3), (Decision)reader.Read(old.Id, JournalKind.Decision).Single().Fact);
        var after = Open();
        var run = NewRun();
        var told = Facts.Decision(5) with { ModelVersion = 7, HorizonNanoseconds = 15_000_000_000, ForecastBps = 1.5 };
        after.Begin(run);
        after.Decision(in told);
        after.End(SummaryOf(run));
        Assert.Equal(told, (Decision)reader.Read(run.Id, JournalKind.Decision).Single().Fact);
        Assert.Equal(Facts.Decision(3), (Decision)reader.Read(old.Id, JournalKind.Decision).Single().Fact);
    }

    [Fact]
    public void A_journal_without_the_market_keeps_its_forecasts()
    {
        using var journal = Open(JournalKind.All & ~JournalKind.Market);
        var run = NewRun();
        journal.Begin(run);
        var bar = Facts.Bar(1);
        var forecast = MarketEvent.FromForecast(0, Facts.Minute(2), new Forecast(0.0001, 15_000_000_000, Facts.Minute(1), Facts.Minute(3)) { Sigma = 0.001, ModelVersion = 7 });
        journal.Market(1, in bar);
        journal.Market(2, in forecast);
        journal.End(SummaryOf(run));
        Assert.Equal([new JournalEntry(JournalKind.Market, 2, forecast)], new SqliteJournalReader(FilePath).Read(run.Id, JournalKind.Inputs));
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused()
    {
        Close(Open());
        using (var other = Connect(FilePath)) Execute(other, "PRAGMA user_version = 99");
        Refused(FilePath, "newer");
    }

    [Fact]
    public void A_database_of_something_else_is_refused_and_left_alone()
    {
        using (var other = Connect(FilePath)) Execute(other, "CREATE TABLE songs (title TEXT)");
        SqliteConnection.ClearAllPools();
        var before = File.ReadAllBytes(FilePath);
        Refused(FilePath, "not a journal");
        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        File.WriteAllText(FilePath, string.Concat(Enumerable.Repeat("time,price\n1,2\n", 2000)));
        var before = File.ReadAllBytes(FilePath);
        Refused(FilePath, "not a journal");
        Assert.Equal(before, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void A_damaged_file_is_told_when_it_is_read()
    {
        var journal = Open();
        var run = NewRun();
        journal.Begin(run);
        for (var s = 1; s <= 3000; s++) journal.Append(Facts.OneOfEach(s));
        journal.End(SummaryOf(run));
        Close(journal);
        using (var file = File.Open(FilePath, FileMode.Open))
        {
            file.Position = 8192 * 8;
            file.Write(new byte[file.Length - file.Position]);
        }

        var failure = Assert.Throws<JournalException>(() => JournalStore.OpenReader(FilePath).Read(run.Id).Count());
        Assert.Contains(FilePath, failure.Message);
        Assert.Contains("damaged", failure.Message);
    }

    [Fact]
    public void A_flipped_bit_in_market_events_is_found()
    {
        var journal = Open();
        var run = NewRun();
        journal.Begin(run);
        for (var s = 1; s <= 500; s++) journal.Market(s, Facts.Bar(s));
        journal.End(SummaryOf(run));
        Close(journal);
        using (var other = Connect(FilePath)) Execute(other, "UPDATE market SET data = substr(data, 1, 40) || x'5a' || substr(data, 42)");
        var failure = Assert.Throws<JournalException>(() => JournalStore.OpenReader(FilePath).Read(run.Id).Count());
        Assert.Contains("checksum", failure.Message);
    }

    [Fact]
    public void A_missing_file_is_told_and_not_created()
    {
        var failure = Assert.Throws<JournalException>(() => JournalStore.OpenReader(FilePath));
        Assert.Contains(FilePath, failure.Message);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public void Folders_on_the_way_are_created_and_a_folder_is_no_journal()
    {
        var deep = Path.Combine(_folder, "a", "b", "journal.db");
        JournalStore.Open(deep, JournalKind.All, everyDecision: true).Dispose();
        Assert.True(File.Exists(deep));
        Assert.Contains("folder", Assert.Throws<JournalException>(() => JournalStore.Open(_folder, JournalKind.All, everyDecision: true)).Message);
        Assert.Throws<JournalException>(() => JournalStore.Open(Path.Combine(deep, "under-a-file.db"), JournalKind.All, everyDecision: true));
        Assert.Throws<JournalException>(() => JournalStore.Open(" ", JournalKind.All, everyDecision: true));
    }

    private static void Refused(string path, string why)
    {
        foreach (var open in (Action[])[() => JournalStore.OpenReader(path), () => JournalStore.Open(path, JournalKind.All, everyDecision: true)])
        {
            var refusal = Assert.Throws<JournalException>(open);
            Assert.Contains(path, refusal.Message);
            Assert.Contains(why, refusal.Message);
        }
    }

    /// <summary>What the disk holds while the writer lives: the file and its log, as a kill would leave them.</summary>
    private string CopyAsAfterAKill(string name)
    {
        var copy = Path.Combine(_folder, name);
        File.Copy(FilePath, copy);
        File.Copy(FilePath + "-wal", copy + "-wal");
        return copy;
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
