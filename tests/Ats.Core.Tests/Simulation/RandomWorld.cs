using Ats.Domain;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

/// <summary>Plays random steps on an exchange bench: market events of the model's kind, orders of every kind, cancels and amends.</summary>
internal sealed class RandomWorld
{
    private const decimal Tick = 0.1m;
    private readonly FillModelKind _kind;
    private decimal _price = 100m;
    private double _time;
    private double _received;

    public RandomWorld(FillModelKind kind, bool spot, double entryMs, double reportMs, double slippageBps, decimal capital = 3000m)
    {
        _kind = kind;
        Instrument = (spot ? Engine.Bench.Spot : Engine.Bench.Linear) with { TickSize = Price.FromDecimal(Tick) };
        Capital = capital;
        Bench = new ExchangeBench(kind, Instrument, capital, entryMs, reportMs, slippageBps);
    }

    public Instrument Instrument { get; }

    public decimal Capital { get; }

    public ExchangeBench Bench { get; }

    public List<MarketEvent> Events { get; } = [];

    public Dictionary<ClientOrderId, List<(decimal Price, decimal Quantity)>> Limits { get; } = [];

    public void Play(WorldStep[] steps)
    {
        Market(new WorldStep(0, true, 10, 0, 0));
        foreach (var step in steps)
        {
            if (step.Action < 7) Market(step);
            else if (step.Action < 10) Send(step);
            else if (step.Action == 10) Change(step);
            else Settle(step);
        }
    }

    private void Send(WorldStep step)
    {
        var limit = step.Kind < 3 ? 0 : _price + (step.Offset * Tick);
        var tif = step.Kind switch { 3 => TimeInForce.Ioc, 4 => TimeInForce.Fok, 5 => TimeInForce.PostOnly, _ => TimeInForce.Gtc };
        var trigger = step.Kind is 2 or 8 ? (step.Offset > 0 ? TriggerKind.RisesTo : TriggerKind.FallsTo) : TriggerKind.None;
        var id = Bench.Send(step.Buy ? Side.Buy : Side.Sell, step.Quantity, limit, tif, trigger, _price + (step.Offset * Tick), reduceOnly: step.Kind is 1 or 7);
        Limits[id] = [(limit, step.Quantity)];
    }

    private void Change(WorldStep step)
    {
        var resting = Bench.Sent.Where(s => s.Value.Intent.Type == OrderType.Limit).Select(s => s.Key).ToList();
        if (resting.Count == 0) return;
        var id = resting[Math.Max(0, resting.Count - 1 - step.Kind)];
        if (step.Buy)
        {
            Bench.Cancel(id);
            return;
        }

        var price = _price + (step.Offset * Tick);
        Limits[id].Add((price, step.Quantity));
        Bench.Amend(id, price, step.Quantity);
    }

    private void Settle(WorldStep step)
    {
        Advance(step);
        if (step.Buy) Feed(MarketEvent.FromFunding(0, Time, Received, step.Offset * 0.0001m));
        else Feed(MarketEvent.FromMark(0, Time, Received, Price.FromDecimal(_price)));
    }

    private Timestamp Time => ExchangeBench.At(_time);

    private Timestamp Received => ExchangeBench.At(_received);

    private void Advance(WorldStep step)
    {
        _time += step.Kind * 4;
        _received = Math.Max(_received, _time + (step.Quantity % 7 * 3));
    }

    private void Market(WorldStep step)
    {
        _price = Math.Max(20m, _price + (step.Offset * Tick));
        if (_kind is FillModelKind.NextOpen or FillModelKind.PessimisticBar)
        {
            Bar(step);
            return;
        }

        Advance(step);
        var taker = step.Buy ? Side.Buy : Side.Sell;
        if (_kind == FillModelKind.Trades || step.Action == 0) Feed(MarketEvent.FromTrade(0, Time, Received, Price.FromDecimal(_price), Quantity.FromDecimal(step.Quantity), taker));
        else if (_kind == FillModelKind.Quotes) Feed(MarketEvent.FromQuote(0, Time, Received, Price.FromDecimal(_price - Tick), Quantity.FromDecimal(step.Quantity), Price.FromDecimal(_price + Tick), Quantity.FromDecimal(1 + step.Kind)));
        else Book(step);
    }

    private void Bar(WorldStep step)
    {
        // Bars of a second; now and then one is missing.
        _time = (Math.Floor(_time / 1000) + (step.Kind == 8 ? 3 : 1)) * 1000;
        _received = _time;
        var open = _price - (step.Offset * Tick) + ((step.Quantity - 20) / 10 * Tick);
        var high = Math.Max(open, _price) + (step.Kind * Tick);
        var low = Math.Max(Tick, Math.Min(open, _price) - (step.Kind / 2 * Tick));
        Feed(MarketEvent.FromBar(0, BarInterval.OneSecond, Time, Received, Price.FromDecimal(open), Price.FromDecimal(high), Price.FromDecimal(low), Price.FromDecimal(_price), Quantity.FromDecimal(1)));
    }

    private void Book(WorldStep step)
    {
        for (var i = 0; i < 8; i++)
        {
            var side = i < 4 ? Side.Buy : Side.Sell;
            var price = _price + ((i < 4 ? -1 - i : i - 3) * Tick);
            var flags = (i == 0 ? MarketEventFlags.Clear : 0) | (i == 7 ? MarketEventFlags.Last : 0);
            Feed(MarketEvent.FromBookLevel(0, Time, Received, side, Price.FromDecimal(price), Quantity.FromDecimal(((step.Quantity + i) % 13) + 1), flags));
        }
    }

    private void Feed(MarketEvent e)
    {
        Events.Add(e);
        Bench.Feed(e);
    }
}
