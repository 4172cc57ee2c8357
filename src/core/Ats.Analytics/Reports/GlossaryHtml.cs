using System.Text;

namespace Ats.Analytics.Reports;

/// <summary>Every statistic's definition and source, linked to from each number.</summary>
internal static class GlossaryHtml
{
    /// <summary>Numbers that are counted or booked rather than estimated.</summary>
    private static readonly (string Key, string Name, string Definition)[] Words =
    [
        ("as-decided", "PnL as decided", "Gross PnL had every fill been at the price seen when it was decided: the mid, or the last price where there is no quote."),
        ("execution", "Spread, slippage and delay", "Sum of side · (fill price - price at the decision) · quantity: what was lost (or gained) between deciding and filling. Already inside gross PnL."),
        ("gross-pnl", "Gross PnL", "Net PnL before fees and funding, at the prices of the fills."),
        ("fees", "Fees", "What the exchange charged for fills, from the ledger; a rebate is negative."),
        ("funding", "Funding", "What a perpetual's holders paid each other, from the ledger; positive = paid by the arm."),
        ("net-pnl", "Net PnL", "Final equity - starting capital = gross PnL - fees - funding."),
        ("final-equity", "Final equity", "Cash plus inventory at mark (spot) or unrealised PnL (perpetuals), at the last event."),
        ("order", "Order", "Sent to the exchange after the risk gate approved it; filled or not."),
        ("fill", "Fill", "One execution of an order; maker if it rested, taker if it took."),
        ("round-trip", "Round trip", "A position's life from flat to flat; a flip closes one and opens another. One still open at the end counts in equity, not here."),
        ("decision", "Decision", "Signal, target, intent and the risk gate's verdict, also when nothing was done, with the reason; in a backtest recorded when it changes."),
        ("signal", "Signal", "The level in [-1, 1] a strategy wants to hold; hold = no opinion."),
        ("paired", "Paired comparison", "Mean difference of net log returns of two arms or portfolios over the same windows, with a stationary-bootstrap 95 % interval (2,000 resamples, block length by Politis and White). An interval that holds 0 is not conclusive."),
        ("state-hash", "State hash", "Hash of every order, denial, word from the exchange and balance of the run: equal hashes, equal runs."),
    ];

    public static string Html()
    {
        var html = new StringBuilder("<dl class=\"glossary\">");
        foreach (var d in StatisticCatalog.All) Entry(html, d.Key, d.Name, d.Definition, d.Source);
        Entry(html, "streaks", "Longest streaks", "Longest runs of consecutive winning and losing round trips, net, in order of closing.", "");
        foreach (var (key, name, definition) in Words) Entry(html, key, name, definition, "");
        return html.Append("</dl>").ToString();
    }

    private static void Entry(StringBuilder html, string key, string name, string definition, string source)
    {
        html.Append($"<div id=\"def-{key}\"><dt>{HtmlText.Escape(name)}</dt><dd>{HtmlText.Escape(definition)}");
        if (source.Length > 0) html.Append($" <cite>{HtmlText.Escape(source)}</cite>");
        html.Append("</dd></div>");
    }
}
