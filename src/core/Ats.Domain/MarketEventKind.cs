namespace Ats.Domain;

public enum MarketEventKind : byte
{
    /// <summary>A closed bar. A=open B=high C=low D=close (price raw), E=volume (quantity raw), F=number of trades (0 unknown).</summary>
    Bar,

    /// <summary>A public trade. A=price, B=quantity, C=trade id (0 none), Flags: <see cref="MarketEventFlags.Sell"/> when the taker sold.</summary>
    Trade,

    /// <summary>Best bid and ask. A=bid price, B=bid quantity, C=ask price, D=ask quantity.</summary>
    Quote,

    /// <summary>One changed level of an L2 book: A=price, B=quantity (0 removes), C=exchange update id (0 none); see <see cref="MarketEventFlags"/>.</summary>
    BookLevel,

    /// <summary>Mark price. A=price, B=index price (0 none).</summary>
    Mark,

    /// <summary>Funding settled. A=rate as raw with ten decimals (0.0001 = 1,000,000), signed: positive = longs pay.</summary>
    Funding,

    /// <summary>Time passed (live: a timer of the host fired). No instrument; only ReceiveTime counts.</summary>
    Clock,

    /// <summary>
    /// A forecast (<see cref="Domain.Forecast"/>), never on tape. IntervalMilliseconds = horizon (0: of all horizons, when there is none),
    /// ExchangeTime = as of, A = valid until in nanoseconds. Pairs of floats, the first in the low half: B = expected log return, sigma;
    /// C = 5 % and 95 % quantile; D = 10 % and 90 %; E = chance of a rise, disagreement. F = model version in the low half,
    /// <see cref="ForecastStatus"/> in the high one.
    /// </summary>
    Forecast,
}
