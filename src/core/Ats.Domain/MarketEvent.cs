using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ats.Domain;

/// <summary>
/// One market event of any kind, 72 bytes, as it is stored on tape and fed to the engine. The meaning of A to F is told by
/// <see cref="Kind"/> (see <see cref="MarketEventKind"/>); read it through the As… methods, make it through the static factories.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct MarketEvent
{
    public MarketEventKind Kind;
    public MarketEventFlags Flags;

    /// <summary>Index of the instrument in the run's instrument list.</summary>
    public short Instrument;

    /// <summary>Bars: length in milliseconds. Forecasts: horizon. Others: 0.</summary>
    public int IntervalMilliseconds;

    /// <summary>When it happened at the exchange. A bar: its close.</summary>
    public Timestamp ExchangeTime;

    /// <summary>When we got it; events are fed in this order.</summary>
    public Timestamp ReceiveTime;

    public long A;
    public long B;
    public long C;
    public long D;
    public long E;
    public long F;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Bar AsBar() => new(Instrument, new BarInterval(IntervalMilliseconds), ExchangeTime, ReceiveTime, new Price(A), new Price(B), new Price(C), new Price(D), new Quantity(E), F);

    public readonly PublicTrade AsTrade() => new(Instrument, ExchangeTime, ReceiveTime, new Price(A), new Quantity(B), TakerSide, C);

    public readonly Quote AsQuote() => new(Instrument, ExchangeTime, ReceiveTime, new Price(A), new Quantity(B), new Price(C), new Quantity(D));

    public readonly BookLevelChange AsBookLevel() => new(Instrument, ExchangeTime, ReceiveTime, TakerSide, new Price(A), new Quantity(B), Flags);

    public readonly MarkPrice AsMark() => new(Instrument, ExchangeTime, ReceiveTime, new Price(A));

    public readonly FundingRate AsFunding() => new(Instrument, ExchangeTime, ReceiveTime, FixedPoint.ToDecimal(A, Price.Decimals));

    public readonly Forecast AsForecast() => new(First(B), IntervalMilliseconds * Timestamp.NanosecondsPerMillisecond, ExchangeTime, new Timestamp(A))
    {
        Sigma = Second(B),
        LowerTail = First(C),
        UpperTail = Second(C),
        LowerDecile = First(D),
        UpperDecile = Second(D),
        UpProbability = First(E),
        Disagreement = Second(E),
        ModelVersion = unchecked((int)F),
        Status = (ForecastStatus)(F >> 32),
    };

    /// <summary>Trade: the taker's side. Book level: the side of the level.</summary>
    public readonly Side TakerSide => (Flags & MarketEventFlags.Sell) != 0 ? Side.Sell : Side.Buy;

    public static MarketEvent FromBar(short instrument, BarInterval interval, Timestamp close, Timestamp received, Price open, Price high, Price low, Price closePrice, Quantity volume, long trades = 0) => new()
    {
        Kind = MarketEventKind.Bar,
        Instrument = instrument,
        IntervalMilliseconds = interval.Milliseconds,
        ExchangeTime = close,
        ReceiveTime = received,
        A = open.Raw,
        B = high.Raw,
        C = low.Raw,
        D = closePrice.Raw,
        E = volume.Raw,
        F = trades,
    };

    public static MarketEvent FromTrade(short instrument, Timestamp exchangeTime, Timestamp received, Price price, Quantity quantity, Side taker, long tradeId = 0) => new()
    {
        Kind = MarketEventKind.Trade,
        Flags = taker == Side.Sell ? MarketEventFlags.Sell : MarketEventFlags.None,
        Instrument = instrument,
        ExchangeTime = exchangeTime,
        ReceiveTime = received,
        A = price.Raw,
        B = quantity.Raw,
        C = tradeId,
    };

    public static MarketEvent FromQuote(short instrument, Timestamp exchangeTime, Timestamp received, Price bid, Quantity bidQuantity, Price ask, Quantity askQuantity) => new()
    {
        Kind = MarketEventKind.Quote,
        Instrument = instrument,
        ExchangeTime = exchangeTime,
        ReceiveTime = received,
        A = bid.Raw,
        B = bidQuantity.Raw,
        C = ask.Raw,
        D = askQuantity.Raw,
    };

    public static MarketEvent FromBookLevel(short instrument, Timestamp exchangeTime, Timestamp received, Side side, Price price, Quantity quantity, MarketEventFlags flags, long updateId = 0) => new()
    {
        Kind = MarketEventKind.BookLevel,
        Flags = flags | (side == Side.Sell ? MarketEventFlags.Sell : MarketEventFlags.None),
        Instrument = instrument,
        ExchangeTime = exchangeTime,
        ReceiveTime = received,
        A = price.Raw,
        B = quantity.Raw,
        C = updateId,
    };

    public static MarketEvent FromMark(short instrument, Timestamp exchangeTime, Timestamp received, Price mark) => new()
    {
        Kind = MarketEventKind.Mark,
        Instrument = instrument,
        ExchangeTime = exchangeTime,
        ReceiveTime = received,
        A = mark.Raw,
    };

    public static MarketEvent FromFunding(short instrument, Timestamp exchangeTime, Timestamp received, decimal rate) => new()
    {
        Kind = MarketEventKind.Funding,
        Instrument = instrument,
        ExchangeTime = exchangeTime,
        ReceiveTime = received,
        A = Price.FromDecimal(rate).Raw,
    };

    /// <summary>Time passed, nothing else.</summary>
    public static MarketEvent FromClock(Timestamp time) => new()
    {
        Kind = MarketEventKind.Clock,
        Instrument = -1,
        ExchangeTime = time,
        ReceiveTime = time,
    };

    /// <summary>A forecast as it is handed over at a moment; its horizon is kept in whole milliseconds, its numbers as floats.</summary>
    public static MarketEvent FromForecast(short instrument, Timestamp received, in Forecast forecast) => new()
    {
        Kind = MarketEventKind.Forecast,
        Instrument = instrument,
        IntervalMilliseconds = checked((int)(forecast.HorizonNanoseconds / Timestamp.NanosecondsPerMillisecond)),
        ExchangeTime = forecast.AsOf,
        ReceiveTime = received,
        A = forecast.ValidUntil.Nanoseconds,
        B = Pair(forecast.ExpectedReturn, forecast.Sigma),
        C = Pair(forecast.LowerTail, forecast.UpperTail),
        D = Pair(forecast.LowerDecile, forecast.UpperDecile),
        E = Pair(forecast.UpProbability, forecast.Disagreement),
        F = ((long)forecast.Status << 32) | (uint)forecast.ModelVersion,
    };

    private static long Pair(double first, double second) =>
        ((long)BitConverter.SingleToInt32Bits((float)second) << 32) | BitConverter.SingleToUInt32Bits((float)first);

    private static float First(long pair) => BitConverter.Int32BitsToSingle(unchecked((int)pair));

    private static float Second(long pair) => BitConverter.Int32BitsToSingle((int)(pair >> 32));
}
