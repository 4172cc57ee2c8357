using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;

namespace Ats.Acceptance.Tests;

public sealed class DataCommandTests : IDisposable
{
    private const string Header = "timestamp,open,high,low,close,volume\n";
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Raw_imported_and_exported_data_are_the_same_data_to_a_run()
    {
        var raw = _place.Bars("bybit-linear_BTCUSDT_bars.csv", 3000);
        Assert.Equal(0, Import(raw).Code);
        var csv = _place.Path("out.csv");
        Assert.Equal(0, AtsProcess.Run("data", "export", _place.Data, "--csv", csv).Code);
        Assert.Equal(0, AtsProcess.Run("data", "import", csv, "--into", _place.Path("again")).Code);
        string[] everywhere = [raw, _place.Data, csv, _place.Path("again")];
        var hashes = everywhere.Select(Hashes).ToList();
        Assert.All(hashes, h => Assert.Equal(hashes[0], h));
    }

    [Fact]
    public void List_and_check_tell_span_counts_gaps_duplicates_and_disorder()
    {
        var file = _place.Write("bybit-linear_BTCUSDT_odd.csv", Header + "1704067201000,10,11,9,10,1\n1704067200000,10,11,9,10,1\n1704067202000,10,11,9,10,1\n1704067202000,10,11,9,10,1\n1704067209000,10,11,9,10,1\n");
        Assert.Equal(0, Import(file).Code);
        foreach (var what in (string[])[_place.Data, file])
        {
            var check = AtsProcess.Run("data", "check", what);
            Assert.Equal(0, check.Code);
            Assert.Contains("bybit:linear:BTCUSDT Bar 1s, 4 rows, 2024-01-01 00:00:01 to 2024-01-01 00:00:10, 1 gap (6 bars missing, longest 7 s), 1 duplicate, dropped, 1 out of order", check.Out, StringComparison.Ordinal);
            var list = AtsProcess.Run("data", "list", what);
            Assert.Equal(0, list.Code);
            Assert.Contains("bybit:linear:BTCUSDT", list.Out, StringComparison.Ordinal);
            Assert.Contains("Out of order", list.Out, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1704067260000,10,11", "bars.csv row 3: 3 columns where 6 are expected. Correct the row")]
    [InlineData("1704067260000,NaN,11,9,10,1\n", "bars.csv row 3: column 2 is 'NaN'")]
    [InlineData("1704067260000,10,inf,9,10,1\n", "bars.csv row 3: column 3 is 'inf'")]
    [InlineData("1704067260000,-10,11,-9,10,1\n", "bars.csv row 3: a price is zero or negative")]
    public void A_bad_row_gets_one_line_and_code_3_and_leaves_the_directory_as_it_was(string row, string says)
    {
        Assert.Equal(0, Import(_place.Bars("bybit-linear_ETHUSDT_good.csv", 100)).Code);
        Refused(_place.Write("bars.csv", Header + "1704067200000,10,11,9,10,1\n" + row), says);
    }

    [Fact]
    public void A_damaged_file_gets_one_line_and_code_3_and_leaves_the_directory_as_it_was()
    {
        var good = _place.Bars("bybit-linear_ETHUSDT_good.csv", 5000);
        Assert.Equal(0, Import(good).Code);
        var packed = Packed(_place.Bars("other.csv", 5000, phase: 9));
        File.WriteAllBytes(_place.Path("cut.csv.gz"), packed[..(packed.Length / 2)]);
        packed[packed.Length / 2] ^= 0x55;
        File.WriteAllBytes(_place.Path("flipped.csv.gz"), packed);
        var noise = new byte[5000];
        new Random(7).NextBytes(noise);
        File.WriteAllBytes(_place.Path("noise.bin"), noise);
        File.WriteAllBytes(_place.Path("broken.zip"), [.. "PK\u0003\u0004"u8, .. noise]);
        Refused(_place.Path("cut.csv.gz"), "get the file again");
        Refused(_place.Path("flipped.csv.gz"), "get the file again");
        Refused(_place.Path("broken.zip"), "get the file again");
        Refused(_place.Path("noise.bin"), "binary data");
        Refused(_place.Write("empty.csv", ""), "the file is empty");
        Refused(_place.Write("strange.csv", "a,b,c\n1,2,3\n"), "not recognised");
        Refused(_place.Path("none.csv"), "there is no such file");
        Refused(_place.Root, "a directory");
    }

    [Fact]
    public void Where_the_disk_takes_no_more_the_directory_stays_as_it_was_and_the_code_is_4()
    {
        Assert.Equal(0, Import(_place.Bars("bybit-linear_ETHUSDT_good.csv", 100)).Code);
        var before = _place.Listing();

        // A limit on the size of files stands for a full disk; the runtime's own large mappings are kept out of its way.
        var run = AtsProcess.RunAfter("trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f 64", "data", "import", _place.Bars("bybit-linear_BTCUSDT_big.csv", 5000), "--into", _place.Data);
        Assert.Equal(4, run.Code);
        Assert.Contains("Nothing was imported, the directory is as it was", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Equal(before, _place.Listing());
    }

    [Fact]
    public void An_import_interrupted_by_ctrl_c_leaves_the_directory_as_it_was()
    {
        Assert.Equal(0, Import(_place.Bars("bybit-linear_ETHUSDT_good.csv", 100)).Code);
        var before = _place.Listing();
        var other = _place.Bars("bybit-linear_BTCUSDT_other.csv", 5000);

        // Another process holds the directory, so the import cannot have ended when the signal comes.
        using var holder = AtsProcess.Start("flock", [_place.Data, "bash", "-c", "echo held; exec sleep 60"]);
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        var import = AtsProcess.Start("data", "import", other, "--into", _place.Data);
        SpinUntilReading(import);
        using (var kill = AtsProcess.Start("kill", ["-INT", import.Id.ToString()])) kill.WaitForExit();
        var (code, _, error) = AtsProcess.End(import);
        holder.Kill(entireProcessTree: true);
        holder.WaitForExit();
        Assert.Equal(130, code);
        Assert.Contains("interrupted; the data directory is as it was", error, StringComparison.Ordinal);
        Assert.Equal(before, _place.Listing());
        Assert.Equal(0, Import(other).Code);
    }

    [Fact]
    public void After_an_import_was_killed_in_the_middle_the_next_one_works_and_leaves_nothing_over()
    {
        var good = _place.Bars("bybit-linear_ETHUSDT_good.csv", 100);
        var big = _place.Bars("bybit-linear_BTCUSDT_big.csv", 150_000);
        Assert.Equal(0, Import(good).Code);
        Assert.Equal(0, Import(big).Code);
        var expected = _place.Listing();
        Directory.Delete(_place.Data, recursive: true);
        Assert.Equal(0, Import(good).Code);
        var folder = _place.Path("data/bybit-linear-BTCUSDT");
        using (var import = AtsProcess.Start("data", "import", big, "--into", _place.Data))
        {
            while (!import.HasExited && !Directory.Exists(folder)) Thread.Yield();
            import.Kill();
            import.WaitForExit();
        }

        var before = AtsProcess.Run("data", "check", _place.Data);
        Assert.True(before.Code == 0, before.Error);
        Assert.Equal(0, Import(big).Code);
        Assert.Equal(expected, _place.Listing());
    }

    [Fact]
    public void Two_imports_at_once_both_arrive()
    {
        var first = AtsProcess.Start("data", "import", _place.Bars("bybit-linear_ETHUSDT_a.csv", 20_000), "--into", _place.Data);
        var second = AtsProcess.Start("data", "import", _place.Bars("bybit-linear_BTCUSDT_b.csv", 20_000, phase: 3), "--into", _place.Data);
        Assert.Equal((0, 0), (AtsProcess.End(first).Code, AtsProcess.End(second).Code));
        var check = AtsProcess.Run("data", "check", _place.Data);
        Assert.Equal(0, check.Code);
        Assert.Contains("2 segments, all intact", check.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_or_newer_tape_is_found_where_it_is_used()
    {
        Assert.Equal(0, Import(_place.Bars("bybit-linear_BTCUSDT_bars.csv", 3000)).Code);
        var tape = Assert.Single(Directory.GetFiles(_place.Data, "*.tape", SearchOption.AllDirectories));
        var whole = File.ReadAllBytes(tape);
        foreach (var (at, says) in ((int, string)[])[(whole.Length / 2, "damaged (checksum does not match)"), (8, "use the newer ATS")])
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 0x40;
            File.WriteAllBytes(tape, bytes);
            foreach (var run in ((int Code, string Out, string Error)[])[AtsProcess.Run("backtest", "--data", _place.Data, "--strategy", "buy-and-hold"), AtsProcess.Run("data", "check", _place.Data), AtsProcess.Run("data", "export", _place.Data, "--csv", _place.Path("x.csv"))])
            {
                Assert.Equal(3, run.Code);
                Assert.Contains(says, run.Error, StringComparison.Ordinal);
            }
        }

        Assert.False(File.Exists(_place.Path("x.csv")));
    }

    [Fact]
    public void Any_csv_is_read_through_a_mapping_of_its_columns()
    {
        var file = _place.Write("odd.csv", "When;Side;Px;Amount\n1704067200.5;SELL;100.25;0.5\n1704067201.25;BUY;100.5;1\n");
        var run = AtsProcess.Run("data", "import", file, "--into", _place.Data, "--instrument", "kraken:spot:BTCUSD", "--format", "csv:time=When,side=Side,price=Px,quantity=Amount,unit=s,separator=semicolon");
        Assert.True(run.Code == 0, run.Error);
        var csv = _place.Path("out.csv");
        Assert.Equal(0, AtsProcess.Run("data", "export", _place.Data, "--csv", csv).Code);
        Assert.Equal("1704067200500000000,1704067200500000000,100.25,0.5,sell,0,0,kraken:spot:BTCUSD", File.ReadAllLines(csv)[1]);
        Assert.Contains("csv:time=", AtsProcess.Run("data", "import", "--help").Out, StringComparison.Ordinal);
        Assert.Contains("buyer-maker", AtsProcess.Run("data", "formats").Out, StringComparison.Ordinal);
    }

    private static byte[] Packed(string file)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(File.ReadAllBytes(file));
        return memory.ToArray();
    }

    /// <summary>Until the import is past its beginning: it has mapped the assembly that hashes rows, after it began to listen to signals.</summary>
    private static void SpinUntilReading(Process process)
    {
        var maps = $"/proc/{process.Id}/maps";
        while (!process.HasExited && !File.ReadAllText(maps).Contains("System.IO.Hashing.dll", StringComparison.Ordinal)) Thread.Yield();
    }

    private static (string? State, string? Data) Hashes(string data)
    {
        var run = AtsProcess.Run("backtest", "--data", data, "--strategy", "sma-cross:fast=5,slow=20", "--json", "-");
        Assert.True(run.Code == 0, run.Error);
        using var json = JsonDocument.Parse(run.Out);
        Assert.True(json.RootElement.GetProperty("arms")[0].GetProperty("fills").GetInt32() > 10);
        return (json.RootElement.GetProperty("stateHash").GetString(), json.RootElement.GetProperty("dataHash").GetString());
    }

    private (int Code, string Out, string Error) Import(string file) => AtsProcess.Run("data", "import", file, "--into", _place.Data);

    private void Refused(string file, string says)
    {
        var before = _place.Listing();
        var run = Import(file);
        Assert.Equal(3, run.Code);
        Assert.Contains(Path.GetFileName(file), run.Error, StringComparison.Ordinal);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Equal(before, _place.Listing());
    }
}
