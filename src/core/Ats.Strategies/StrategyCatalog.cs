using Ats.Engine;
using Ats.Strategies.Ai;

namespace Ats.Strategies;

/// <summary>All strategies: one entry registers one.</summary>
public static class StrategyCatalog
{
    private const string OneInner = "ema-cross";
    private const string SeveralInner = "ema-cross+macd+momentum+donchian-breakout+rsi-reversion+bollinger-reversion";

    public static IReadOnlyList<StrategyEntry> All { get; } =
    [
        new("sma-cross", StrategyKind.Classical, "Long while the fast simple average is above the slow one.",
            "Brock, Lakonishok & LeBaron 1992", SmaCross.Settings.Parameters, (p, _) => new SmaCross(SmaCross.Settings.From(p))),
        new("ema-cross", StrategyKind.Classical, "Long while the fast exponential average is above the slow one.",
            "Appel 2005", EmaCross.Settings.Parameters, (p, _) => new EmaCross(EmaCross.Settings.From(p))),
        new("macd", StrategyKind.Classical, "Long while the MACD line is above its signal line, short while below.",
            "Appel 1979", MacdCross.Settings.Parameters, (p, _) => new MacdCross(MacdCross.Settings.From(p))),
        new("rsi-reversion", StrategyKind.Classical, "Buys oversold, sells overbought, leaves at neutral.",
            "Wilder 1978", RsiReversion.Settings.Parameters, (p, _) => new RsiReversion(RsiReversion.Settings.From(p))),
        new("bollinger-reversion", StrategyKind.Classical, "Buys below the lower band, sells above the upper, leaves at the middle.",
            "Bollinger 2001", BollingerReversion.Settings.Parameters, (p, _) => new BollingerReversion(BollingerReversion.Settings.From(p))),
        new("momentum", StrategyKind.Classical, "Goes with the sign of the instrument's own return over the lookback.",
            "Moskowitz, Ooi & Pedersen 2012", TimeSeriesMomentum.Settings.Parameters, (p, _) => new TimeSeriesMomentum(TimeSeriesMomentum.Settings.From(p))),
        new("donchian-breakout", StrategyKind.Classical, "Goes with a breakout from the channel of highs and lows, leaves at a shorter channel.",
            "Turtle rules, Faith 2003", DonchianBreakout.Settings.Parameters, (p, _) => new DonchianBreakout(DonchianBreakout.Settings.From(p))),
        new("keltner-breakout", StrategyKind.Classical, "Goes with a close outside the Keltner band, leaves at the middle.",
            "Keltner 1960, Raschke", KeltnerBreakout.Settings.Parameters, (p, _) => new KeltnerBreakout(KeltnerBreakout.Settings.From(p))),
        new("supertrend", StrategyKind.Classical, "Goes with the side of the Supertrend line the price is on.",
            "Seban 2008", SupertrendFollow.Settings.Parameters, (p, _) => new SupertrendFollow(SupertrendFollow.Settings.From(p))),
        new("vwap-reversion", StrategyKind.Classical, "Bets on the way back to the volume-weighted average when unusually far from it.",
            "Traders' practice; Berkowitz, Logue & Noser 1988 for the average", VwapReversion.Settings.Parameters, (p, _) => new VwapReversion(VwapReversion.Settings.From(p))),
        new("book-imbalance", StrategyKind.Classical, "Goes with the side of the order book on which more rests.",
            "Cartea, Donnelly & Jaimungal 2018", BookImbalanceFollow.Settings.Parameters, (p, _) => new BookImbalanceFollow(BookImbalanceFollow.Settings.From(p)))
        {
            Needs = MarketNeeds.Book,
        },
        new("pairs", StrategyKind.Classical, "Bets that the price ratio of two instruments comes back to its mean.",
            "Gatev, Goetzmann & Rouwenhorst 2006", Pairs.Settings.Parameters, (p, _) => new Pairs(Pairs.Settings.From(p)))
        {
            Legs = 2,
        },
        new("market-maker", StrategyKind.Classical, "Keeps a bid and an ask resting, leaning against its inventory.",
            "Avellaneda & Stoikov 2008", MarketMaker.Settings.Parameters, (p, _) => new MarketMaker(MarketMaker.Settings.From(p)))
        {
            Quotes = true,
        },
        new("cash", StrategyKind.Control, "Never trades.", "Control", [], (_, _) => new Cash()),
        new("buy-and-hold", StrategyKind.Control, "Long from the first bar to the end.", "Fama & Blume 1966", [], (_, _) => new BuyAndHold()),
        new("random", StrategyKind.Control, "Picks its positions by lot and trades as much as the classical arms do: its turnover follows the median of theirs.",
            "Aronson 2006", RandomTrader.Settings.Parameters, (p, contest) => new RandomTrader(RandomTrader.Settings.From(p), contest)),
        new("ai-direct", StrategyKind.Ai, "Trades the forecast itself when the move expected is worth more than it costs.",
            "Grinold & Kahn 2000", AiDirect.Settings.Parameters, (p, _) => new AiDirect(AiDirect.Settings.From(p)))
        {
            Needs = MarketNeeds.Forecasts,
        },
        new("ai-timing", StrategyKind.Ai, "A classical strategy whose orders go when the forecaster agrees on the next seconds, and rest until then.",
            "Stoikov & Waeber 2016", AiTiming.Settings.Parameters, (p, contest) => new AiTiming(AiTiming.Settings.From(p), Inner(contest, OneInner)[0]))
        {
            Needs = MarketNeeds.Bars | MarketNeeds.Forecasts,
            Of = OneInner,
            MostInner = 1,
        },
        new("ai-gated", StrategyKind.Ai, "A classical strategy that enters only where the forecaster has no veto.",
            "López de Prado 2018", AiGated.Settings.Parameters, (p, contest) => new AiGated(AiGated.Settings.From(p), Inner(contest, OneInner)[0]))
        {
            Needs = MarketNeeds.Bars | MarketNeeds.Forecasts,
            Of = OneInner,
            MostInner = 1,
        },
        new("random-gated", StrategyKind.Control, "The twin of ai-gated: its entries are refused by lot, as often as the forecaster refuses its twin's.",
            "Aronson 2006", AiGated.Settings.Parameters,
            (p, contest) => new RandomGated(AiGated.Settings.From(p), Inner(contest, OneInner)[0], Inner(contest, OneInner)[0], contest.Seed))
        {
            Needs = MarketNeeds.Bars | MarketNeeds.Forecasts,
            Of = OneInner,
            MostInner = 1,
        },
        new("ai-council", StrategyKind.Ai, "Forecasts and classical strategies vote, weighted by what their votes have brought lately.",
            "Littlestone & Warmuth 1994", AiCouncil.Settings.Parameters, (p, contest) => new AiCouncil(AiCouncil.Settings.From(p), Inner(contest, SeveralInner)))
        {
            Needs = MarketNeeds.Bars | MarketNeeds.Forecasts,
            Of = SeveralInner,
            MostInner = 16,
        },
        new("ai-selector", StrategyKind.Ai, "Does what the classical strategy does that has earned most after costs lately, in markets like the present one.",
            "Cesa-Bianchi & Lugosi 2006", AiSelector.Settings.Parameters, (p, contest) => new AiSelector(AiSelector.Settings.From(p), Inner(contest, SeveralInner)))
        {
            Of = SeveralInner,
            MostInner = 16,
        },
    ];

    public static StrategyEntry? Find(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>A fresh copy of every classical strategy at its defaults.</summary>
    internal static IEnumerable<Strategy> Classical() =>
        All.Where(s => s.Kind == StrategyKind.Classical).Select(s => s.Create(ParameterSet.Defaults(s), Contest.Alone(0)));

    /// <summary>
    /// What a contest is made of when nobody chooses, as texts for <see cref="StrategySpec.Parse"/>: everything that the instruments suffice for
    /// and, where there is a forecaster, a gated pair (the forecaster's veto and its twin by lot) for each classical strategy that can have one.
    /// </summary>
    public static IReadOnlyList<string> DefaultContest(int instruments, bool hasForecasts)
    {
        var names = All.Where(s => s.Legs <= instruments && (hasForecasts || !s.Needs.HasFlag(MarketNeeds.Forecasts))).Select(s => s.Name);
        if (!hasForecasts) return [.. names];
        var gated = All.Where(s => InnerText.CanWorkInside(s) && s.Name != OneInner).SelectMany(s => new[] { $"ai-gated:of={s.Name}", $"random-gated:of={s.Name}" });
        return [.. names, .. gated];
    }

    private static Strategy[] Inner(Contest contest, string defaults) => contest.Inner.Count > 0
        ? [.. contest.Inner.Select(make => make())]
        : [.. defaults.Split('+').Select(name => Find(name)!.Create(ParameterSet.Defaults(Find(name)!), contest))];
}
