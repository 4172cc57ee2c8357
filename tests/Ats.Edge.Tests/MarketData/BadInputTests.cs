using System.Text;
using Ats.MarketData;
using Xunit;

namespace Ats.Edge.Tests.MarketData;

/// <summary>Each kind of damage: one line that names file and row, and a data directory as it was.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string Header = "timestamp,open,high,low,close,volume\n";
    private const string Good = "1704067200000,10,11,9,10,1\n1704067201000,10,11,9,10,1\n";
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("1704067202000,10,11,9,10\n", 4, "5 columns where 6")]
    [InlineData("1704067202000,10,11,9,10,1,1\n", 4, "7 columns where 6")]
    [InlineData("1704067202000,NaN,11,9,10,1\n", 4, "column 2 is 'NaN'")]
    [InlineData("1704067202000,,11,9,10,1\n", 4, "column 2 is ''")]
    [InlineData("1704067202000,-10,11,-10,10,1\n", 4, "zero or negative")]
    [InlineData("1704067202000,0,0,0,0,1\n", 4, "zero or negative")]
    [InlineData("1704067202000,10,9,11,10,1\n", 4, "high 9 is below low 11")]
    [InlineData("1704067202000,10,9.5,9,10,1\n", 4, "high 9.5 is below the open or the close")]
    [InlineData("1704067202000,10,11,9,10,-1\n", 4, "volume is negative")]
    [InlineData("1704067202,10,11,9,10,1\n", 4, "outside 1990 to 2200")]
    [InlineData("1704067202000,10,99999999999,9,10,1\n", 4, "column 3 is '99999999999'")]
    [InlineData("1704067202000,10,11,9,\0\u0001\u0002,1\n", 4, "column 5")]
    [InlineData("1704067202000,10,11,9,1", 4, "5 columns where 6")]
    public void A_bad_row_refuses_the_file_and_is_named(string bad, int row, string reason)
    {
        var file = _scratch.Write("bars.csv", Header + Good + bad);
        var error = Assert.Throws<MarketDataException>(() => new TapeDirectory(_scratch.Data).Import(file));
        Assert.Equal(("bars.csv", row), (error.File, error.Row));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal("(absent)", Scratch.Listing(_scratch.Data));
    }

    [Fact]
    public void Bad_rows_are_left_out_and_counted_when_asked_for()
    {
        var file = _scratch.Write("bars.csv", Header + Good + "junk\n1704067202000,NaN,11,9,10,1\n1704067202000,10,9,11,10,1\n1704067203000,10,11,9,10.5,1\n\n1704067204000,10,11,9,x,1\n");
        using var set = MarketDataSet.Open(file, new MarketDataOptions { Import = new ImportOptions { SkipBadRows = true } });
        var segment = Assert.Single(set.Segments);
        Assert.Equal((3L, 4L), (segment.Rows, segment.BadRows));
        Assert.Equal("10.5", Scratch.ReadAll(set.CreateSource())[^1].AsBar().Close.ToString());
    }

    [Fact]
    public void The_row_is_right_in_a_file_of_many_blocks()
    {
        var text = new StringBuilder(Header);
        for (var i = 0; i < 50_000; i++) text.Append($"{1704067200000 + (i * 1000L)},10,11,9,{(i == 43_210 ? "oops" : "10")},1\n");
        var file = _scratch.Write("bars.csv", text.ToString());
        Assert.Equal(43_212, Assert.Throws<MarketDataException>(() => MarketDataSet.Open(file)).Row);
    }

    [Fact]
    public void Rows_out_of_order_are_sorted_and_counted_and_repeated_bars_dropped()
    {
        var file = _scratch.Write("bars.csv", Header + "1704067201000,2,2,2,2,1\n1704067200000,1,1,1,1,1\n1704067202000,3,3,3,3,1\n1704067202000,3,3,3,3,1\n");
        using var set = MarketDataSet.Open(file);
        var segment = Assert.Single(set.Segments);
        Assert.Equal((3L, 1L, 1L, 1L), (segment.Rows, segment.OutOfOrder, segment.Duplicates, segment.DuplicatesDropped));
        Assert.Equal(["1", "2", "3"], Scratch.ReadAll(set.CreateSource()).Select(e => e.AsBar().Open.ToString()));
    }

    [Fact]
    public void Two_different_bars_of_one_time_are_bad_data()
    {
        var file = _scratch.Write("bars.csv", Header + Good + "1704067201000,10,11,9,10.5,1\n");
        Assert.Contains("two different bars", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gaps_are_counted_with_the_missing_bars()
    {
        var file = _scratch.Write("bars.csv", Header + Good + "1704067210000,10,11,9,10,1\n1704067211000,10,11,9,10,1\n");
        using var set = MarketDataSet.Open(file);
        var gaps = Assert.Single(set.Segments).Gaps;
        Assert.Equal((1L, 8L, 9_000_000_000L), (gaps.Count, gaps.MissingBars, gaps.LongestNs));
        Assert.Equal(new Gap(1704067202000000000, 1704067211000000000), Assert.Single(gaps.Largest));
    }

    [Fact]
    public void A_gzip_cut_short_anywhere_is_refused()
    {
        var text = Header + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{1704067200000 + (i * 1000L)},10.{i % 97},12,9.{i % 89},11,1.{i % 83}\n"));
        var whole = Scratch.Gzip(text);
        foreach (var length in new[] { 12, 100, whole.Length / 3, whole.Length / 2, whole.Length - 9, whole.Length - 8, whole.Length - 4, whole.Length - 1 })
        {
            var file = _scratch.Write("bars.csv.gz", whole[..length]);
            Assert.Throws<MarketDataException>(() => new TapeDirectory(_scratch.Data).Import(file));
            Assert.Equal("(absent)", Scratch.Listing(_scratch.Data));
        }
    }

    [Fact]
    public void A_gzip_or_zip_with_a_flipped_byte_is_refused()
    {
        var text = Header + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"{1704067200000 + (i * 1000L)},10,12,9,11,1.{i % 83}\n"));
        var gzip = Scratch.Gzip(text);
        gzip[gzip.Length / 2] ^= 0x40;
        Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Write("a.csv.gz", gzip)));
        var zip = File.ReadAllBytes(_scratch.WriteZip("b.zip", "b.csv", text));
        zip[zip.Length / 2] ^= 0x40;
        Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Write("b.zip", zip)));
        Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Write("c.zip", zip[..(zip.Length / 2)])));
    }

    [Fact]
    public void A_bad_row_in_a_damaged_file_is_called_damage()
    {
        var text = Header + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"{1704067200000 + (i * 1000L)},10,12,9,11,1.{i % 83}\n"));
        var zip = File.ReadAllBytes(_scratch.WriteZip("a.zip", "a.csv", text + "oops\n"));
        Assert.Contains("1 column where 6", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Write("a.zip", zip))).Message, StringComparison.Ordinal);
        var gzip = Scratch.Gzip(text + "oops\n");
        gzip[^6] ^= 1;
        Assert.Contains("get the file again", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Write("a.csv.gz", gzip))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_with_another_number_of_fields_than_the_header_is_bad_also_the_first()
    {
        var file = _scratch.Write("bars.csv", Header + "1704067200000,10,11,9,10,1,7\n");
        var error = Assert.Throws<MarketDataException>(() => MarketDataSet.Open(file));
        Assert.Equal(2, error.Row);
        Assert.Contains("7 columns where 6 are expected", error.Message, StringComparison.Ordinal);
        Assert.Contains("3 columns where 6", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Write("bars.csv", Header + "1704067200000,10,11"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_bar_alone_asks_for_its_interval()
    {
        var file = _scratch.Write("bars.csv", Header + "1704067200000,10,11,9,10,1\n");
        Assert.Contains("say --bar-interval", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_file_to_import_is_told_apart()
    {
        var directory = new TapeDirectory(_scratch.Data);
        Assert.Contains("name the files in it", Assert.Throws<MarketDataException>(() => directory.Import(_scratch.Root)).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<MarketDataException>(() => directory.Import(Path.Combine(_scratch.Root, "none.csv"))).Message, StringComparison.Ordinal);
        var file = _scratch.Write("bars.csv", Header + Good);
        Assert.Contains("where the data directory should be", Assert.Throws<MarketDataException>(() => new TapeDirectory(file).Import(file)).Message, StringComparison.Ordinal);
        Assert.Equal("(absent)", Scratch.Listing(_scratch.Data));
    }

    [Fact]
    public void A_file_that_may_not_be_read_says_so()
    {
        var file = _scratch.Write("bars.csv", Header + Good);
        Assert.SkipWhen(Environment.UserName == "root", "root may read everything");
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(file, UnixFileMode.None);
        Assert.Contains("bars.csv: may not be read", Assert.Throws<UnauthorizedAccessException>(() => new TapeDirectory(_scratch.Data).Import(file)).Message, StringComparison.Ordinal);
        Assert.Equal("(absent)", Scratch.Listing(_scratch.Data));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("timestamp,open,high,low,close,volume\n")]
    [InlineData("hello world\nhow are you\n")]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("{\"retCode\":10001,\"retMsg\":\"no\",\"result\":{\"symbol\":\"X\",\"list\":[]}}")]
    [InlineData("{}")]
    [InlineData("[[1,2]]")]
    public void What_holds_no_data_is_refused(string text) => Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Write("x.csv", text)));

    [Fact]
    public void Binary_junk_is_called_binary()
    {
        var bytes = new byte[300_000];
        var rng = new Ats.Domain.Rng(7);
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)rng.Next(256);
        Assert.Contains("binary data", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Write("x.bin", bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_such_file_and_no_data_directory_are_told_apart()
    {
        Assert.Contains("no such file", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(Path.Combine(_scratch.Root, "nothing"))).Message, StringComparison.Ordinal);
        Assert.Contains("not a data directory", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recorded_text_cut_in_a_line_names_the_line()
    {
        var file = _scratch.Write("w.txt", """
            1680652700423575 {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":12,"s":"BTCUSDT","b":"28145.10","B":"3.868","a":"28145.20","A":"6.887","T":1680652700430,"E":1680652700435}}
            1680652700441533 {"stream":"btcusdt@trade","data":{"e":"trade","E":16806527
            """);
        Assert.Equal(2, Assert.Throws<MarketDataException>(() => MarketDataSet.Open(file)).Row);
    }
}
