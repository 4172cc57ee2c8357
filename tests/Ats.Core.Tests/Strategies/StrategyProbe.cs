using Ats.Domain;
using Ats.Engine;
using Ats.Strategies;

namespace Ats.Core.Tests.Strategies;

/// <summary>Shows one strategy the <see cref="ProbeMarket"/>, everything it could listen to, and keeps what it wants after each minute. Allocates nothing while it does.</summary>
internal sealed class StrategyProbe
{
    private const double CostBps = 5;

    private readonly bool _onBooks;
    private readonly bool _onForecasts;
    private readonly OrderBook _book = new();
    private readonly double[] _wishes;

    public StrategyProbe(StrategyEntry entry, ParameterSet? parameters = null, ulong seed = 5)
    {
        _onBooks = entry.Needs.HasFlag(MarketNeeds.Book);
        _onForecasts = entry.Needs == MarketNeeds.Forecasts;
        Strategy = entry.Create(parameters ?? ParameterSet.Defaults(entry), Contest.Alone(seed));
        Targets = new Targets(Strategy.Legs);
        for (var leg = 0; leg < Strategy.Legs; leg++) Targets.SetCost(leg, CostBps);
        _wishes = new double[ProbeMarket.Minutes * WishesPerMinute];
    }

    public Strategy Strategy { get; }

    public Targets Targets { get; }

    public QuoteSheet Sheet { get; } = new();

    /// <summary>Events of its main kind it was shown.</summary>
    public int Shown { get; private set; }

    /// <summary>Events of its main kind at its first wish other than Hold; -1 = none yet.</summary>
    public int FirstWish { get; private set; } = -1;

    public int WishesPerMinute => 3 * Strategy.Legs;

    /// <summary>Level, stop and edge of each leg (or bid and ask), minute by minute, as bits: NaN equals NaN.</summary>
    public long[] Wishes(int minutes) => [.. _wishes.Take(minutes * WishesPerMinute).Select(BitConverter.DoubleToInt64Bits)];

    public IEnumerable<double> Levels => Enumerable.Range(0, ProbeMarket.Minutes).Select(m => _wishes[m * WishesPerMinute]);

    public StrategyProbe Run(int from, int to)
    {
        for (var minute = from; minute < to; minute++) Step(minute);
        return this;
    }

    private void Step(int minute)
    {
        for (var part = 0; part < ProbeMarket.BooksPerMinute; part++)
        {
            ShowBook(ProbeMarket.Books[minute][part]);
            ShowForecasts(ProbeMarket.Forecasts[minute][part]);
        }

        for (var leg = 0; leg < Strategy.Legs; leg++)
        {
            ref readonly var bar = ref ProbeMarket.Bars[leg][minute];
            if (Strategy is QuotingStrategy quoting) quoting.OnBar(in bar);
            else Strategy.OnBar(leg, in bar, Targets);
            if (!_onBooks && !_onForecasts) Shown++;
        }

        Note();
        Keep(minute);
    }

    private void ShowBook(MarketEvent[] message)
    {
        foreach (ref readonly var level in message.AsSpan()) _book.Apply(in level);
        ref readonly var last = ref message[^1];
        if (_onBooks)
        {
            Strategy.OnBook(0, _book, last.ReceiveTime, Targets);
            Shown++;
        }

        var bid = _book.BestBid;
        var ask = _book.BestAsk;
        var trade = new PublicTrade(0, last.ExchangeTime, last.ReceiveTime, ask.Price, ask.Quantity, Side.Buy, 0);
        Strategy.OnTrade(0, in trade, Targets);
        if (Strategy is QuotingStrategy quoting) quoting.OnPrices(bid.Price.ToDouble(), ask.Price.ToDouble(), last.ReceiveTime, Sheet);
        Note();
    }

    private void ShowForecasts(Forecast[] forecasts)
    {
        foreach (ref readonly var forecast in forecasts.AsSpan())
        {
            Strategy.OnForecast(0, in forecast, Targets);
            if (_onForecasts) Shown++;
            Note();
        }
    }

    private void Note()
    {
        if (FirstWish >= 0) return;
        var wishes = !double.IsNaN(Sheet.BidPrice) || !double.IsNaN(Sheet.AskPrice);
        for (var leg = 0; leg < Strategy.Legs; leg++) wishes |= !Targets[leg].IsHold;
        if (wishes) FirstWish = Shown;
    }

    private void Keep(int minute)
    {
        var at = minute * WishesPerMinute;
        for (var leg = 0; leg < Strategy.Legs; leg++)
        {
            var quotes = Strategy is QuotingStrategy;
            var signal = Targets[leg];
            _ = Strategy.Explain(leg);
            _wishes[at++] = quotes ? Sheet.BidPrice : signal.Level;
            _wishes[at++] = quotes ? Sheet.AskPrice : signal.Stop;
            _wishes[at++] = quotes ? Sheet.Inventory : signal.EdgeBps;
        }
    }
}
