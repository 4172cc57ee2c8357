using Ats.Core.Tests.Engine;
using Ats.Domain;
using Ats.Engine.Risk;
using Ats.Simulation;

namespace Ats.Core.Tests.Simulation;

/// <summary>
/// A simulated exchange without an engine: orders of every kind go in by hand, market events are fed in the same order as a backtest does,
/// reports are kept. Times are milliseconds after <see cref="Bench.Start"/>.
/// </summary>
internal sealed class ExchangeBench
{
    private readonly RiskGate _gate = new([]);
    private readonly Instrument[] _instruments;
    private long _intents;

    public ExchangeBench(FillModelKind kind, Instrument? instrument = null, decimal capital = 1_000_000m, double entryMs = 0, double reportMs = 0, double slippageBps = 0, int arms = 1, Instrument? second = null)
    {
        _instruments = second is null ? [instrument ?? Bench.Linear] : [instrument ?? Bench.Linear, second];
        Exchange = new SimulatedExchange(
            _instruments, Enumerable.Repeat(capital, arms), kind, LatencyModel.FromMilliseconds(entryMs, reportMs), new SlippageModel(slippageBps), () => Now, (in OrderEvent e) => Receive(in e));
    }

    public SimulatedExchange Exchange { get; }

    public Timestamp Now { get; private set; } = Bench.Start;

    public List<OrderEvent> Reports { get; } = [];

    public IEnumerable<OrderEvent> Fills => Reports.Where(r => r.Kind == OrderEventKind.Filled);

    public Dictionary<ClientOrderId, (OrderIntent Intent, Timestamp Sent)> Sent { get; } = [];

    public static Timestamp At(double milliseconds) => new(Bench.Start.Nanoseconds + (long)(milliseconds * 1e6));

    public ClientOrderId Send(Side side, decimal quantity, decimal limit = 0, TimeInForce tif = TimeInForce.Gtc, TriggerKind trigger = TriggerKind.None, decimal triggerPrice = 0, bool reduceOnly = false, int arm = 0, short instrument = 0)
    {
        var id = new ClientOrderId(arm, ++_intents);
        var intent = new OrderIntent(
            id, instrument, side, limit == 0 ? OrderType.Market : OrderType.Limit, limit == 0 ? TimeInForce.Ioc : tif, Quantity.FromDecimal(quantity), Price.FromDecimal(limit), Price.FromDecimal(100), Now)
        {
            Trigger = trigger,
            TriggerPrice = Price.FromDecimal(triggerPrice),
            ReduceOnly = reduceOnly,
        };
        Sent[id] = (intent, Now);
        Exchange.Submit(Approve(in intent));
        return id;
    }

    public void Amend(ClientOrderId id, decimal price, decimal quantity)
    {
        var intent = Sent[id].Intent with { Price = Price.FromDecimal(price), Quantity = Quantity.FromDecimal(quantity) };
        Exchange.Amend(Approve(in intent));
    }

    public void Cancel(ClientOrderId id) => Exchange.Cancel(id, Sent[id].Intent.Instrument);

    public void Wait(double milliseconds) => Now = new Timestamp(Math.Max(Now.Nanoseconds, At(milliseconds).Nanoseconds));

    public void Trade(double ms, decimal price, decimal quantity = 1, Side taker = Side.Buy, double? receivedMs = null) =>
        Feed(MarketEvent.FromTrade(0, At(ms), At(receivedMs ?? ms), Price.FromDecimal(price), Quantity.FromDecimal(quantity), taker));

    public void Quote(double ms, decimal bid, decimal bidQuantity, decimal ask, decimal askQuantity, double? receivedMs = null, short instrument = 0) =>
        Feed(MarketEvent.FromQuote(instrument, At(ms), At(receivedMs ?? ms), Price.FromDecimal(bid), Quantity.FromDecimal(bidQuantity), Price.FromDecimal(ask), Quantity.FromDecimal(askQuantity)));

    public void Mark(double ms, decimal price) => Feed(MarketEvent.FromMark(0, At(ms), At(ms), Price.FromDecimal(price)));

    public void Funding(double ms, decimal rate) => Feed(MarketEvent.FromFunding(0, At(ms), At(ms), rate));

    /// <summary>One message of a book: levels as (side, price, quantity).</summary>
    public void Book(double ms, bool snapshot, params (Side Side, decimal Price, decimal Quantity)[] levels)
    {
        for (var i = 0; i < levels.Length; i++)
        {
            var flags = (snapshot && i == 0 ? MarketEventFlags.Clear : 0) | (i == levels.Length - 1 ? MarketEventFlags.Last : 0);
            Feed(MarketEvent.FromBookLevel(0, At(ms), At(ms), levels[i].Side, Price.FromDecimal(levels[i].Price), Quantity.FromDecimal(levels[i].Quantity), flags));
        }
    }

    public void Feed(MarketEvent e)
    {
        var meets = Backtest.MeetingTime(in e);
        while (Exchange.IsDue(meets, e.ReceiveTime)) Exchange.ProcessDue(meets, e.ReceiveTime);
        Exchange.OnMarket(in e);
        while (Exchange.ReportDue(e.ReceiveTime)) Exchange.ProcessReport();
        if (e.ReceiveTime > Now) Now = e.ReceiveTime;
    }

    /// <summary>What was said about an order, in words: the kind, and price x quantity of fills, and the reason if there is one.</summary>
    public string Story(ClientOrderId id) => string.Join(", ", Reports.Where(r => r.Order == id).Select(Tell));

    private static string Tell(OrderEvent e)
    {
        var said = e.Kind == OrderEventKind.Filled ? $"{e.Liquidity} {e.Quantity} at {e.Price}" : e.Kind.ToString();
        return e.Reason == OrderRejectReason.None ? said : $"{said} ({e.Reason})";
    }

    private void Receive(in OrderEvent e)
    {
        if (e.ReceiveTime > Now) Now = e.ReceiveTime;
        Reports.Add(e);
    }

    /// <summary>A gate that has nothing against anything: the account it is told of is rich.</summary>
    private ApprovedOrder Approve(in OrderIntent intent)
    {
        var instrument = _instruments[intent.Instrument];
        var context = new RiskContext(instrument, Quantity.FromDecimal(1_000_000), Quantity.Zero, 100, 1e15, 1e15, 0);
        Assert.True(_gate.Review(in intent, in context, out var approved).IsApproved);
        return approved;
    }
}
