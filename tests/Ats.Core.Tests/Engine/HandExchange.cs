using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;

namespace Ats.Core.Tests.Engine;

/// <summary>An exchange played by hand: keeps what the engine sent, and answers when and as the test says.</summary>
internal sealed class HandExchange : IOrderGateway
{
    public List<OrderIntent> Sent { get; } = [];

    public List<ClientOrderId> Cancels { get; } = [];

    public List<OrderIntent> Amends { get; } = [];

    public TradingEngine Engine { get; set; } = null!;

    /// <summary>A world of these arms on linear instruments, at its start.</summary>
    public static (TradingEngine Engine, HandExchange Exchange, MemoryJournal Journal) World(EngineSettings? settings, params ArmSettings[] arms)
    {
        var exchange = new HandExchange();
        var journal = new MemoryJournal(JournalKind.All);
        var instruments = Enumerable.Repeat(Bench.Linear, arms.Max(a => a.Instruments.Max()) + 1).ToArray();
        exchange.Engine = new TradingEngine(settings ?? new EngineSettings(), instruments, arms, exchange, journal);
        return (exchange.Engine, exchange, journal);
    }

    public void Submit(in ApprovedOrder order) => Sent.Add(order.Intent);

    public void Amend(in ApprovedOrder order) => Amends.Add(order.Intent);

    public void Cancel(ClientOrderId order, short instrument) => Cancels.Add(order);

    public void Quote(double seconds, double bid, double ask, short instrument = 0)
    {
        var time = At(seconds);
        Engine.Handle(MarketEvent.FromQuote(instrument, time, time, Bench.Cents(bid), Quantity.FromDecimal(9), Bench.Cents(ask), Quantity.FromDecimal(9)));
    }

    /// <summary>A bar of one price, closing so many minutes after the start.</summary>
    public void Bar(int minute, double price, short instrument = 0) => Engine.Handle(Bench.Bar(minute - 1, price, price, price, price, instrument));

    public void Clock(double seconds) => Engine.Handle(MarketEvent.FromClock(At(seconds)));

    public CommandOutcome Tell(OperatorCommand command) => Engine.Handle(command with { Time = Engine.Clock.Now });

    public CommandOutcome SetState(TradingState state, int arm = OperatorCommand.AllArms) =>
        Tell(new OperatorCommand(OperatorCommandKind.SetState, arm, default) { State = state });

    public CommandOutcome Buy(decimal quantity, int arm = 0) => Place(Side.Buy, quantity, arm);

    public CommandOutcome Sell(decimal quantity, int arm = 0) => Place(Side.Sell, quantity, arm);

    /// <summary>A manual order: at the market, or at a price and resting.</summary>
    public CommandOutcome Place(Side side, decimal quantity, int arm = 0, decimal price = 0, short instrument = 0) => Tell(new OperatorCommand(OperatorCommandKind.PlaceOrder, arm, default)
    {
        Instrument = instrument,
        Side = side,
        Type = price == 0 ? OrderType.Market : OrderType.Limit,
        TimeInForce = price == 0 ? TimeInForce.Ioc : TimeInForce.Gtc,
        Quantity = Quantity.FromDecimal(quantity),
        Price = Price.FromDecimal(price),
    });

    public void Answer(OrderEventKind kind, ClientOrderId? order = null, short instrument = 0) =>
        Engine.Handle(new OrderEvent(kind, order ?? Sent[^1].Id, instrument, Engine.Clock.Now, Engine.Clock.Now));

    /// <summary>Fills the order (the last one sent if none is named) whole, or in part.</summary>
    public void Fill(decimal price, OrderIntent? order = null, decimal? quantity = null, decimal fee = 0)
    {
        var of = order ?? Sent[^1];
        Engine.Handle(new OrderEvent(OrderEventKind.Filled, of.Id, of.Instrument, Engine.Clock.Now, Engine.Clock.Now)
        {
            Price = Price.FromDecimal(price),
            Quantity = quantity is { } part ? Quantity.FromDecimal(part) : of.Quantity,
            Fee = fee,
            Liquidity = Liquidity.Taker,
        });
    }

    /// <summary>A manual market order, filled at once.</summary>
    public void Trade(Side side, decimal quantity, decimal price, int arm = 0)
    {
        Assert.True(Place(side, quantity, arm).IsDone);
        Fill(price);
    }

    /// <summary>A round trip of one unit that gains so much.</summary>
    public void Trip(decimal gain, int arm = 0)
    {
        Trade(Side.Buy, 1, 100, arm);
        Trade(Side.Sell, 1, 100 + gain, arm);
    }

    public static Timestamp At(double seconds) => Bench.Start + (long)(seconds * 1e9);
}
