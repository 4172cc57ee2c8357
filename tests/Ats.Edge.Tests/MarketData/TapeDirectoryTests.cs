using Ats.Domain;
using Ats.MarketData;
using Ats.MarketData.Import;
using Xunit;

namespace Ats.Edge.Tests.MarketData;

public sealed class TapeDirectoryTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_same_source_again_changes_nothing()
    {
        var directory = new TapeDirectory(_scratch.Data);
        var file = Bars("a.csv", 0, 10);
        Assert.False(directory.Import(file).Unchanged);
        var before = Scratch.Listing(_scratch.Data);
        var renamed = Path.Combine(_scratch.Root, "renamed.csv");
        File.Copy(file, renamed);
        Assert.True(directory.Import(renamed).Unchanged);
        Assert.Equal(before, Scratch.Listing(_scratch.Data));
    }

    [Fact]
    public void Another_source_adds_a_segment_that_follows()
    {
        var directory = new TapeDirectory(_scratch.Data);
        directory.Import(Bars("bybit-linear_BTCUSDT_b.csv", 10, 10));
        directory.Import(Bars("bybit-linear_BTCUSDT_a.csv", 0, 10));
        using var set = MarketDataSet.Open(_scratch.Data);
        Assert.Equal(2, set.Segments.Count);
        Assert.Single(set.Instruments);
        Assert.Empty(set.Warnings);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => 1704067200000 + (i * 1000L)), Scratch.ReadAll(set.CreateSource()).Select(e => e.ReceiveTime.ToMilliseconds()));
    }

    [Fact]
    public void Where_segments_overlap_the_later_one_goes_on_after_the_end_of_the_earlier()
    {
        var directory = new TapeDirectory(_scratch.Data);
        directory.Import(Bars("bybit-linear_BTCUSDT_a.csv", 0, 10, "1"));
        directory.Import(Bars("bybit-linear_BTCUSDT_b.csv", 5, 10, "2"));
        directory.Import(Bars("bybit-linear_BTCUSDT_c.csv", 7, 3, "3"));
        using var set = MarketDataSet.Open(_scratch.Data);
        var events = Scratch.ReadAll(set.CreateSource());
        Assert.Equal("111111111122222", string.Concat(events.Select(e => e.AsBar().Close)));
        Assert.Equal(2, set.Warnings.Count(w => w.Contains("left out", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_data_hash_is_of_the_content_not_of_names_or_order()
    {
        var one = new TapeDirectory(Path.Combine(_scratch.Root, "one"));
        var two = new TapeDirectory(Path.Combine(_scratch.Root, "two"));
        var a = Bars("bybit-linear_BTCUSDT_a.csv", 0, 10);
        var b = Bars("bybit-linear_ETHUSDT_b.csv", 0, 10);
        one.Import(a);
        one.Import(b);
        two.Import(b);
        two.Import(a);
        using var first = MarketDataSet.Open(Path.Combine(_scratch.Root, "one"));
        using var second = MarketDataSet.Open(Path.Combine(_scratch.Root, "two"));
        Assert.Equal(first.DataHash, second.DataHash);
        using var only = MarketDataSet.Open(Path.Combine(_scratch.Root, "two"), new MarketDataOptions { Instruments = [InstrumentId.Parse("bybit:linear:ETHUSDT")] });
        Assert.NotEqual(first.DataHash, only.DataHash);
        Assert.Equal("bybit:linear:ETHUSDT", Assert.Single(only.Instruments).Id.ToString());
    }

    [Theory]
    [InlineData("write bar")]
    [InlineData("rename bar")]
    [InlineData("write manifest")]
    [InlineData("rename manifest")]
    public void A_failure_at_any_step_leaves_the_directory_as_it_was(string step)
    {
        new TapeDirectory(_scratch.Data).Import(Bars("bybit-linear_BTCUSDT_a.csv", 0, 10));
        var before = Scratch.Listing(_scratch.Data);
        var failing = new TapeDirectory(_scratch.Data, now =>
        {
            if (now.StartsWith(step, StringComparison.Ordinal)) throw new IOException("No space left on device");
        });
        Assert.Throws<IOException>(() => failing.Import(Bars("bybit-linear_ETHUSDT_b.csv", 0, 10)));
        Assert.Equal(before, Scratch.Listing(_scratch.Data));
        var fresh = Path.Combine(_scratch.Root, "fresh");
        Assert.Throws<IOException>(() => new TapeDirectory(fresh, _ => throw new IOException("No space left on device")).Import(Bars("c.csv", 0, 10)));
        Assert.Equal("(absent)", Scratch.Listing(fresh));
    }

    [Fact]
    public void What_a_killed_import_left_is_not_data_and_is_removed_by_the_next()
    {
        var directory = new TapeDirectory(_scratch.Data);
        var tape = directory.Import(Bars("bybit-linear_BTCUSDT_a.csv", 0, 10)).Added[0].File!;
        var folder = Path.GetDirectoryName(Path.Combine(_scratch.Data, tape))!;
        Directory.CreateDirectory(Path.Combine(_scratch.Data, "bybit-linear-GONE"));
        string[] leftovers = [Path.Combine(folder, "bar-1s-ffffffffffff.tape"), Path.Combine(folder, "bar-1s-eeeeeeeeeeee.tape.tmp"), Path.Combine(_scratch.Data, "manifest.json.tmp"), Path.Combine(_scratch.Data, "bybit-linear-GONE", "x.tape.tmp")];
        foreach (var file in leftovers) File.WriteAllText(file, "half");
        using (var set = MarketDataSet.Open(_scratch.Data)) Assert.Single(set.Segments);
        directory.Import(Bars("bybit-linear_ETHUSDT_b.csv", 0, 10));
        Assert.DoesNotContain(leftovers, File.Exists);
        Assert.False(Directory.Exists(Path.Combine(_scratch.Data, "bybit-linear-GONE")));
        using var after = MarketDataSet.Open(_scratch.Data);
        Assert.Equal(2, after.Instruments.Count);
    }

    [Fact]
    public void Folders_of_others_are_left_alone()
    {
        var other = Directory.CreateDirectory(Path.Combine(_scratch.Data, "my-notes")).FullName;
        new TapeDirectory(_scratch.Data).Import(Bars("bybit-linear_BTCUSDT_a.csv", 0, 10));
        Assert.True(Directory.Exists(other));
    }

    [Fact]
    public void A_directory_another_import_holds_is_left_as_it_is_and_said_to_be_busy()
    {
        var directory = new TapeDirectory(_scratch.Data, static _ => { }, TimeSpan.Zero);
        directory.Import(Bars("bybit-linear_BTCUSDT_a.csv", 0, 10));
        var before = Scratch.Listing(_scratch.Data);
        using (DirectoryLock.Take(_scratch.Data, TimeSpan.Zero, CancellationToken.None))
        {
            var busy = Assert.ThrowsAny<IOException>(() => directory.Import(Bars("bybit-linear_ETHUSDT_b.csv", 0, 10)));
            Assert.EndsWith("another import is writing there; try again when it has ended", busy.Message, StringComparison.Ordinal);
            Assert.Equal(before, Scratch.Listing(_scratch.Data));
        }

        Assert.False(directory.Import(Bars("bybit-linear_ETHUSDT_b.csv", 0, 10)).Unchanged);
    }

    [Fact]
    public async Task Imports_at_once_wait_for_each_other_and_a_source_is_taken_once()
    {
        string[] files = [.. Enumerable.Range(0, 4).Select(i => Bars($"bybit-linear_BTCUSDT_{i}.csv", 10 * i, 10))];
        var imports = files.Concat(files).Select(file => Task.Run(() => new TapeDirectory(_scratch.Data).Import(file), TestContext.Current.CancellationToken)).ToArray();
        var results = await Task.WhenAll(imports);
        Assert.Equal(4, results.Count(r => r.Unchanged));
        using var set = MarketDataSet.Open(_scratch.Data);
        Assert.Equal(40, Scratch.ReadAll(set.CreateSource()).Count);
    }

    [Theory]
    [InlineData("write bar")]
    [InlineData("rename bar")]
    [InlineData("write manifest")]
    [InlineData("rename manifest")]
    public void A_cancelled_import_leaves_the_directory_as_it_was(string step)
    {
        new TapeDirectory(_scratch.Data).Import(Bars("bybit-linear_BTCUSDT_a.csv", 0, 10));
        var before = Scratch.Listing(_scratch.Data);
        using var stop = new CancellationTokenSource();
        var stopping = new TapeDirectory(_scratch.Data, now =>
        {
            if (now.StartsWith(step, StringComparison.Ordinal)) stop.Cancel();
        });
        var other = Bars("bybit-linear_ETHUSDT_b.csv", 0, 10);
        Assert.ThrowsAny<OperationCanceledException>(() => stopping.Import(other, new ImportOptions { Cancellation = stop.Token }));
        Assert.Equal(before, Scratch.Listing(_scratch.Data));
        Assert.False(new TapeDirectory(_scratch.Data).Import(other).Unchanged);
    }

    [Fact]
    public void A_damaged_or_newer_manifest_is_refused()
    {
        new TapeDirectory(_scratch.Data).Import(Bars("a.csv", 0, 10));
        var manifest = Path.Combine(_scratch.Data, "manifest.json");
        var text = File.ReadAllText(manifest);
        File.WriteAllText(manifest, text[..(text.Length / 2)]);
        Assert.Contains("damaged", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Data)).Message, StringComparison.Ordinal);
        File.WriteAllText(manifest, text.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        Assert.Contains("version 2; this program reads version 1: use the newer ATS", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_tape_opens_by_itself()
    {
        var tape = new TapeDirectory(_scratch.Data).Import(Bars("bybit-linear_BTCUSDT_a.csv", 0, 10)).Added[0].File!;
        using var set = MarketDataSet.Open(Path.Combine(_scratch.Data, tape));
        Assert.Equal(10, Scratch.ReadAll(set.CreateSource()).Count);
    }

    /// <summary>The volume comes from the name, so that files of two names are two sources.</summary>
    private string Bars(string name, int first, int count, string close = "10") => _scratch.Write(name, "timestamp,open,high,low,close,volume\n"
        + string.Concat(Enumerable.Range(first, count).Select(i => $"{1704067200000 + (i * 1000L)},5,20,1,{close},{name.Sum(c => c)}\n")));
}
