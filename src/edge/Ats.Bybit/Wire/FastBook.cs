using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>orderbook.N frames in the exchange's usual field order. False = not that layout: the tolerant reader decides.</summary>
internal static unsafe class FastBook
{
    private const int TailLength = 21;

    public static bool TryDecode(ReadOnlySpan<byte> frame, SymbolTable symbols, Timestamp received, Span<MarketEvent> events, out int count, out BookFrame book)
    {
        count = 0;
        book = default;
        if (!FastNumber.IsSupported || frame.Length < 128) return false;
        fixed (byte* start = frame)
        {
            // cts stands last, yet every event carries it: it is read first, and checked to stand there when the walk arrives.
            var tail = new FastCursor(start + frame.Length - TailLength, start + frame.Length);
            if (!tail.Take(",\"cts\":"u8) || !FastNumber.TryMilliseconds(tail.At, out var cts) || tail.At[13] != '}') return false;
            if (!WireNumber.TryMilliseconds(cts, out var matched)) return false;

            var cursor = new FastCursor(start, start + frame.Length);
            if (!cursor.Take("{\"topic\":\"orderbook."u8) || !cursor.TakeWhole(out var depth) || depth > 10_000 || !cursor.Take("."u8)) return false;
            if (!cursor.TakeName(out var symbol) || !TakeHead(ref cursor, out var snapshot, out var published)) return false;
            var instrument = symbols.Find(symbol);
            if (instrument < 0 || !cursor.Take(symbol)) return false;

            var template = MarketEvent.FromBookLevel(instrument, matched, received, Side.Buy, default, default, snapshot ? MarketEventFlags.Snapshot : MarketEventFlags.None);
            if (!cursor.Take("\",\"b\":["u8) || !TakeLevels(ref cursor, template, events, ref count)) return false;
            template.Flags |= MarketEventFlags.Sell;
            if (!cursor.Take(",\"a\":["u8) || !TakeLevels(ref cursor, template, events, ref count)) return false;
            if (!cursor.Take(",\"u\":"u8) || !cursor.TakeWhole(out var update) || !cursor.Take(",\"seq\":"u8) || !cursor.TakeWhole(out var sequence)) return false;
            if (!cursor.Take("}"u8) || cursor.At != start + frame.Length - TailLength) return false;

            BookEvents.Finish(events[..count], snapshot, update);
            book = new BookFrame(instrument, (int)depth, snapshot, update, sequence, published);
            return true;
        }
    }

    /// <summary>Type and ts in either order, up to the opening quote of the symbol.</summary>
    private static bool TakeHead(ref FastCursor cursor, out bool snapshot, out Timestamp published)
    {
        published = default;
        snapshot = false;
        var tsFirst = cursor.Take(",\"ts\":"u8);
        if (tsFirst && !TakeTime(ref cursor, out published)) return false;
        if (cursor.Take(",\"type\":\"snapshot\""u8)) snapshot = true;
        else if (!cursor.Take(",\"type\":\"delta\""u8)) return false;
        if (!tsFirst && (!cursor.Take(",\"ts\":"u8) || !TakeTime(ref cursor, out published))) return false;
        return cursor.Take(",\"data\":{\"s\":\""u8);
    }

    private static bool TakeTime(ref FastCursor cursor, out Timestamp time)
    {
        time = default;
        return cursor.TakeMilliseconds(out var milliseconds) && WireNumber.TryMilliseconds(milliseconds, out time);
    }

    /// <summary>["price","quantity"],… up to and with the closing bracket.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TakeLevels(ref FastCursor cursor, in MarketEvent template, Span<MarketEvent> events, ref int count)
    {
        if (cursor.Take("]"u8)) return true;
        do
        {
            if ((uint)count >= (uint)events.Length) return false;
            ref var level = ref events[count];
            level = template;
            if (!TakeLevel(ref cursor, out level.A, out level.B) || level.A <= 0) return false;
            count++;
        }
        while (cursor.Take(","u8));

        return cursor.Take("]"u8);
    }

    /// <summary>One look at 32 bytes finds all four quotes of a level; a longer level is read number by number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TakeLevel(ref FastCursor cursor, out long price, out long quantity)
    {
        price = quantity = 0;
        if (!cursor.Has(48)) return false;
        var at = cursor.At;
        var quotes = Vector256.Equals(Vector256.Load(at), Vector256.Create((byte)'"')).ExtractMostSignificantBits();
        if ((quotes & 3) != 2 || at[0] != '[') return false;
        quotes &= quotes - 1;
        var priceEnd = BitOperations.TrailingZeroCount(quotes);
        quotes &= quotes - 1;
        var quantityStart = BitOperations.TrailingZeroCount(quotes) + 1;
        quotes &= quotes - 1;
        var quantityEnd = BitOperations.TrailingZeroCount(quotes);
        if (quantityEnd < 31)
        {
            if (quantityStart != priceEnd + 3 || at[priceEnd + 1] != ',' || at[quantityEnd + 1] != ']') return false;
            cursor.At += quantityEnd + 2;
            return FastNumber.TryParse(at + 2, priceEnd - 2, Price.Decimals, out price)
                && FastNumber.TryParse(at + quantityStart, quantityEnd - quantityStart, Quantity.Decimals, out quantity);
        }

        cursor.At += 2;
        return cursor.TakeQuoted(Price.Decimals, out price) && cursor.Take(",\""u8) && cursor.TakeQuoted(Quantity.Decimals, out quantity) && cursor.Take("]"u8);
    }
}
