using Ats.Domain;
using Ats.MarketData;
using Ats.MarketData.Tapes;
using Xunit;

namespace Ats.Edge.Tests.MarketData;

public sealed class TapeTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_flipped_byte_anywhere_is_found_and_never_read_as_data()
    {
        var tape = Import(Trades(3000));
        var whole = File.ReadAllBytes(tape);
        using var set = MarketDataSet.Open(_scratch.Data);
        var expected = Scratch.ReadAll(set.CreateSource());
        set.Dispose();
        var rng = new Rng(3);
        for (var i = 0; i < 200; i++)
        {
            var damaged = whole.ToArray();
            damaged[i < 60 ? i : rng.Next(whole.Length)] ^= (byte)(1 << rng.Next(8));
            File.WriteAllBytes(tape, damaged);
            try
            {
                using var again = MarketDataSet.Open(_scratch.Data);
                Assert.Equal(expected, Scratch.ReadAll(again.CreateSource()));
                Assert.Fail("the damage was not found");
            }
            catch (MarketDataException e)
            {
                Assert.Contains(".tape", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_tape_cut_short_anywhere_is_refused()
    {
        var tape = Import(Trades(500));
        var whole = File.ReadAllBytes(tape);
        for (var length = 0; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(tape, whole[..length]);
            Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Data));
        }
    }

    [Fact]
    public void A_damaged_chunk_is_named()
    {
        var tape = Import(Trades(40_000));
        var bytes = File.ReadAllBytes(tape);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(tape, bytes);
        var error = Assert.Throws<MarketDataException>(() => new TapeDirectory(_scratch.Data).Verify(new TapeDirectory(_scratch.Data).ReadManifest().Segments[0]));
        Assert.Contains("chunk 2 of 3 is damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_version_says_so()
    {
        var tape = Import(Trades(10));
        var bytes = File.ReadAllBytes(tape);
        bytes[8] = 9;
        File.WriteAllBytes(tape, bytes);
        Assert.Contains("version 9; this program reads version 1: use the newer ATS", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tape_put_in_another_ones_place_is_refused()
    {
        var first = Import(Trades(10));
        var second = Import(Trades(20));
        File.Copy(second, first, overwrite: true);
        Assert.Contains("content hash", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(_scratch.Data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_window_reads_what_a_plain_filter_would()
    {
        Import(Trades(40_000));
        using var set = MarketDataSet.Open(_scratch.Data);
        var all = Scratch.ReadAll(set.CreateSource());
        var rng = new Rng(11);
        for (var i = 0; i < 50; i++)
        {
            var from = all[rng.Next(all.Count)].ReceiveTime + (rng.Next(3) - 1);
            var to = all[rng.Next(all.Count)].ReceiveTime + (rng.Next(3) - 1);
            Assert.Equal(all.Where(e => e.ReceiveTime >= from && e.ReceiveTime < to), Scratch.ReadAll(set.CreateSource(from, to), 1 + rng.Next(5000)));
        }
    }

    [Fact]
    public void The_event_layout_the_reader_writes_is_the_domains()
    {
        var template = ChunkView.Template(MarketEventKind.Quote, -2, 60_000);
        var chunk = new MemoryChunk { Rows = 2 };
        for (var column = 0; column < EventColumns.LongCount; column++) (chunk.Column(column)[0], chunk.Column(column)[1]) = (column + 1, column + 100);
        (chunk.FlagColumn()[0], chunk.FlagColumn()[1]) = (32, 0);
        chunk.Seal();
        var target = new MarketEvent[2];
        chunk.View().CopyTo(target, 0, template);
        var e = target[0];
        Assert.Equal((MarketEventKind.Quote, MarketEventFlags.AggregatedSize, (short)-2, 60_000), (e.Kind, e.Flags, e.Instrument, e.IntervalMilliseconds));
        Assert.Equal((1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), (e.ExchangeTime.Nanoseconds, e.ReceiveTime.Nanoseconds, e.A, e.B, e.C, e.D, e.E, e.F));
        Assert.Equal(MarketEventFlags.None, target[1].Flags);
    }

    private static string Trades(int rows) => "timestamp,price,quantity,side\n" + string.Concat(Enumerable.Range(0, rows).Select(i => $"{1704067200000 + (i / 3 * 7)},{100 + (i % 13)}.5,0.{1 + (i % 9)},{(i % 2 == 0 ? "buy" : "sell")}\n"));

    private string Import(string text)
    {
        var file = _scratch.Write($"binance-spot_BTCUSDT_trades_{text.Length}.csv", text);
        return Path.Combine(_scratch.Data, new TapeDirectory(_scratch.Data).Import(file).Added[0].File!);
    }
}
