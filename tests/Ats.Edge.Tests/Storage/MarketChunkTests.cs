using Ats.Domain;
using Ats.Engine;
using Ats.Storage;
using CsCheck;
using Xunit;

namespace Ats.Edge.Tests.Storage;

public sealed class MarketChunkTests
{
    [Fact]
    public void Any_column_of_integers_comes_back() =>
        Gen.OneOf(Facts.AnyLong.Array[1, 50], Gen.Select(Facts.AnyLong, Gen.Long[0, 9], Gen.Int[1, 50]).Select((first, step, n) => Enumerable.Range(0, n).Select(i => unchecked(first + (i * step * 1_000_000))).ToArray())).Sample(values =>
        {
            var bytes = new byte[ColumnCoder.MaxSize(values.Length)];
            ReadOnlySpan<byte> written = bytes.AsSpan(0, ColumnCoder.Encode(values, bytes));
            var back = new long[values.Length];
            return ColumnCoder.TryDecode(ref written, back) && written.IsEmpty && back.SequenceEqual(values);
        });

    [Fact]
    public void Any_market_events_come_back_and_any_flipped_bit_is_found() =>
        Gen.Select(Facts.AnyMarketEvent.Array[1, 30], Facts.AnyLong, Gen.Int, Gen.Int[0, 7]).Sample((events, first, place, bit) =>
        {
            var sequences = Enumerable.Range(0, events.Length).Select(i => unchecked(first + i)).ToArray();
            var blob = new byte[MarketChunk.MaxSize(events.Length)];
            Array.Resize(ref blob, MarketChunk.Encode(events, sequences, sequences, blob));
            var back = MarketChunk.Decode(blob, events.Length, "here");
            Assert.Equal(sequences, back.Sequences);
            for (var i = 0; i < events.Length; i++) Assert.True(Facts.Same(events[i], back.Events[i]));
            blob[(int)((uint)place % blob.Length)] ^= (byte)(1 << bit);
            Assert.Contains("here", Assert.Throws<JournalException>(() => MarketChunk.Decode(blob, events.Length, "here")).Message);
        });

    [Fact]
    public void A_thousand_minute_bars_take_less_than_a_third_of_their_size()
    {
        var random = new Rng(7);
        var price = 65_000.0;
        var bars = Enumerable.Range(0, 1000).Select(i => Facts.Bar(i, price = Math.Round(price + ((random.NextDouble() - 0.5) * 200), 1))).ToArray();
        var places = Enumerable.Range(1, 1000).Select(i => (long)i).ToArray();
        var size = MarketChunk.Encode(bars, places, places, new byte[MarketChunk.MaxSize(1000)]);
        Assert.InRange(size, 1, 1000 * 72 / 3);
    }
}
