using Ats.Domain;

namespace Ats.MarketData.Tapes;

/// <summary>The columns a market event is stored in: exchange time, receive time, A to F, flags. All int64 but the flags, which are bytes.</summary>
internal static class EventColumns
{
    public const int Exchange = 0;
    public const int Receive = 1;
    public const int A = 2;
    public const int B = 3;
    public const int C = 4;
    public const int D = 5;
    public const int E = 6;
    public const int F = 7;
    public const int Flags = 8;

    /// <summary>Columns of int64: all but the flags.</summary>
    public const int LongCount = 8;

    public const int Count = 9;

    /// <summary>How many of A to F a kind uses.</summary>
    public static int PayloadCount(MarketEventKind kind) => kind switch
    {
        MarketEventKind.Bar => 6,
        MarketEventKind.Trade => 3,
        MarketEventKind.Quote => 4,
        MarketEventKind.BookLevel => 3,
        MarketEventKind.Mark => 2,
        MarketEventKind.Funding => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not an event kind"),
    };

    /// <summary>Columns that hold prices (ten decimals).</summary>
    public static ReadOnlySpan<int> Prices(MarketEventKind kind) => kind switch
    {
        MarketEventKind.Bar => [A, B, C, D],
        MarketEventKind.Trade or MarketEventKind.BookLevel => [A],
        MarketEventKind.Quote => [A, C],
        _ => [],
    };

    /// <summary>Columns that hold quantities (eight decimals).</summary>
    public static ReadOnlySpan<int> Quantities(MarketEventKind kind) => kind switch
    {
        MarketEventKind.Bar => [E],
        MarketEventKind.Trade or MarketEventKind.BookLevel => [B],
        MarketEventKind.Quote => [B, D],
        _ => [],
    };
}
