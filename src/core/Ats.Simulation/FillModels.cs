namespace Ats.Simulation;

/// <summary>Names and stated assumptions of the fill models.</summary>
public static class FillModels
{
    private static readonly (FillModelKind Kind, string Name, string Assumptions)[] All =
    [
        (FillModelKind.NextOpen, "next-open",
            "Market orders fill whole at the open of the first bar that opens at or after they arrive; the order is too small to move the price. "
            + "Limit orders take at that open when it is strictly better than their price; from then on they fill as maker, at their own price, only when the bar trades strictly through them. "
            + "Stops fill at the trigger or, when the bar opens beyond it, at the open."),
        (FillModelKind.PessimisticBar, "pessimistic-bar",
            "Market orders fill whole at the worst price (high for buys, low for sells) of the first bar that opens at or after they arrive. "
            + "Limit orders take at the worst price within their limit when that bar opens strictly better; from then on they fill as maker, at their own price, only when the bar trades strictly through them. "
            + "Stops fill at the bar's worst price."),
        (FillModelKind.Trades, "trades",
            "Market orders fill whole at the first public trade after they arrive, plus the stated slippage: the spread is not in the data. "
            + "Limit orders that arrive with the last trade already better, and those that may not rest, take the first trade after arrival, up to its quantity, when it is strictly better than their price. "
            + "Resting ones fill as maker, up to the trade's quantity, only when a trade goes strictly through their price (behind everybody in the queue)."),
        (FillModelKind.Quotes, "quotes",
            "Market orders and limit orders that cross fill whole at the opposite best quote standing when they arrive; each further multiple of the displayed quantity costs one more tick than the one before, "
            + "at most the limit (fill-or-kill orders then get nothing). Limit orders fill as maker when the opposite quote reaches their price or a trade goes strictly through it."),
        (FillModelKind.Book, "book",
            "Market orders walk the recorded book level by level as it stands when they arrive; they do not change it for others, nor for the arm's next order. "
            + "Limit orders join the end of the queue at their price: public trades at the price eat the queue first, cancellations are taken to come from behind "
            + "unless the level shrinks below the queue ahead; when the opposite side crosses the price anew they fill whole. Without trades in the data only crossing fills."),
    ];

    public static IReadOnlyList<string> Names => [.. All.Select(m => m.Name)];

    public static string Name(FillModelKind kind) => All.First(m => m.Kind == kind).Name;

    public static string Assumptions(FillModelKind kind) => All.First(m => m.Kind == kind).Assumptions;

    public static bool TryParse(string name, out FillModelKind kind)
    {
        var found = Array.Find(All, m => m.Name == name);
        kind = found.Kind;
        return found.Name is not null;
    }
}
