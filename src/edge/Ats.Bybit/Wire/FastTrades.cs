using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>publicTrade frames in the exchange's usual field order. False = not that layout: the tolerant reader decides.</summary>
internal static unsafe class FastTrades
{
    public static bool TryDecode(ReadOnlySpan<byte> frame, SymbolTable symbols, Timestamp received, Span<MarketEvent> events, out int count)
    {
        count = 0;
        if (!FastNumber.IsSupported) return false;
        fixed (byte* start = frame)
        {
            var cursor = new FastCursor(start, start + frame.Length);
            if (!cursor.Take("{\"topic\":\"publicTrade."u8) || !cursor.TakeName(out var symbol) || !TakeHead(ref cursor)) return false;
            var instrument = symbols.Find(symbol);
            if (instrument < 0) return false;
            do
            {
                if ((uint)count >= (uint)events.Length || !TakeTrade(ref cursor, symbol, instrument, received, out events[count])) return false;
                count++;
            }
            while (cursor.Take(","u8));

            return cursor.Take("]}"u8) && cursor.AtEnd;
        }
    }

    private static bool TakeHead(ref FastCursor cursor)
    {
        if (cursor.Take(",\"type\":\"snapshot\",\"ts\":"u8)) return cursor.TakeMilliseconds(out var after) && IsSane(after) && cursor.Take(",\"data\":["u8);
        return cursor.Take(",\"ts\":"u8) && cursor.TakeMilliseconds(out var before) && IsSane(before) && cursor.Take(",\"type\":\"snapshot\",\"data\":["u8);
    }

    private static bool TakeTrade(ref FastCursor cursor, ReadOnlySpan<byte> symbol, short instrument, Timestamp received, out MarketEvent trade)
    {
        trade = default;
        if (!cursor.Take("{\"T\":"u8) || !cursor.TakeMilliseconds(out var milliseconds) || !WireNumber.TryMilliseconds(milliseconds, out var time)) return false;
        if (!cursor.Take(",\"s\":\""u8) || !cursor.Take(symbol)) return false;
        Side side;
        if (cursor.Take("\",\"S\":\"Buy\",\"v\":\""u8)) side = Side.Buy;
        else if (cursor.Take("\",\"S\":\"Sell\",\"v\":\""u8)) side = Side.Sell;
        else return false;
        if (!cursor.TakeQuoted(Quantity.Decimals, out var quantity) || quantity <= 0) return false;
        if (!cursor.Take(",\"p\":\""u8) || !cursor.TakeQuoted(Price.Decimals, out var price) || price <= 0) return false;
        if (cursor.Take(",\"L\":\""u8) && !cursor.TakeName(out _)) return false;
        if (!cursor.Take(",\"i\":\""u8) || !TakeId(ref cursor, out var id)) return false;
        if (!cursor.Take(",\"BT\":false"u8) && !cursor.Take(",\"BT\":true"u8)) return false;
        if (cursor.Take(",\"RPI\":"u8) && !cursor.Take("false"u8) && !cursor.Take("true"u8)) return false;
        if (cursor.Take(",\"seq\":"u8) && !cursor.TakeWhole(out _)) return false;
        trade = MarketEvent.FromTrade(instrument, time, received, new Price(price), new Quantity(quantity), side, id);
        return cursor.Take("}"u8);
    }

    /// <summary>A UUID (36 plain characters) in three looks, or a short name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TakeId(ref FastCursor cursor, out long id)
    {
        id = 0;
        var at = cursor.At;
        if (cursor.Has(37) && at[36] == '"' && IsPlain(Vector128.Load(at)) && IsPlain(Vector128.Load(at + 16)) && IsPlain(Vector128.Load(at + 20)))
        {
            id = TradeId.Of(new ReadOnlySpan<byte>(at, 36));
            cursor.At += 37;
            return true;
        }

        if (!cursor.TakeName(out var name)) return false;
        id = TradeId.Of(name);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(Vector128<byte> text)
    {
        // As signed bytes everything below a space is a control character or beyond ASCII.
        var special = Vector128.LessThan(text.AsSByte(), Vector128.Create((sbyte)' ')).AsByte()
            | Vector128.Equals(text, Vector128.Create((byte)'"'))
            | Vector128.Equals(text, Vector128.Create((byte)'\\'));
        return special == Vector128<byte>.Zero;
    }

    private static bool IsSane(long milliseconds) => WireNumber.TryMilliseconds(milliseconds, out _);
}
