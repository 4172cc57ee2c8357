using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Core.Tests.Simulation.Matching;

/// <summary>The words the stories are told in.</summary>
public abstract partial class MatchingEngineContract
{
    private static string Say(ReadOnlySpan<MatchingEvent> events) => string.Join("; ", events.ToArray().Select(e => e.Kind switch
    {
        MatchingEventKind.Accepted => $"+{e.OrderId} {e.Quantity.Raw}",
        MatchingEventKind.Rejected => $"?{e.OrderId} {e.Reason}",
        MatchingEventKind.Refused => $"??{e.OrderId} {e.Reason}",
        MatchingEventKind.Trade => $"{e.OrderId}x{e.MakerId} {e.Quantity.Raw}@{e.Price.Raw}",
        MatchingEventKind.Cancelled => $"-{e.OrderId} {e.Remaining.Raw} {e.Reason}",
        MatchingEventKind.Amended => $"~{e.OrderId} {e.Remaining.Raw}/{e.Quantity.Raw}@{e.Price.Raw}",
        MatchingEventKind.Triggered => $"!{e.OrderId}",
        MatchingEventKind.Level => $"{(e.Side == Side.Buy ? 'B' : 'S')}{e.Price.Raw}={e.Quantity.Raw}",
        _ => throw new InvalidOperationException(),
    }));

    private string Buy(long id, long quantity, long price, int owner = 1, OrderType type = OrderType.Limit, TimeInForce life = TimeInForce.Gtc, bool reduceOnly = false, int group = 0, SelfMatchPolicy self = SelfMatchPolicy.None) =>
        Place(Side.Buy, id, quantity, price, owner, type, life, reduceOnly, group, self);

    private string Sell(long id, long quantity, long price, int owner = 1, OrderType type = OrderType.Limit, TimeInForce life = TimeInForce.Gtc, bool reduceOnly = false, int group = 0, SelfMatchPolicy self = SelfMatchPolicy.None) =>
        Place(Side.Sell, id, quantity, price, owner, type, life, reduceOnly, group, self);

    private string Place(Side side, long id, long quantity, long price, int owner, OrderType type, TimeInForce life, bool reduceOnly, int group, SelfMatchPolicy self) =>
        Say(_engine.Place(new NewOrder(id, owner, side, type, life, new Quantity(quantity), new Price(price)) { ReduceOnly = reduceOnly, Group = group, SelfMatch = self }));

    /// <summary>A conditional buy, or (negative quantity) sell, of owner 1; price zero makes it a market order.</summary>
    private string Conditional(long id, long quantity, long price, TriggerKind kind, long trigger, TriggerSource by = TriggerSource.Last, bool reduceOnly = false) => Say(_engine.Place(
        new NewOrder(id, 1, quantity > 0 ? Side.Buy : Side.Sell, price == 0 ? OrderType.Market : OrderType.Limit, TimeInForce.Gtc, new Quantity(Math.Abs(quantity)), new Price(price))
        {
            Trigger = kind,
            TriggerPrice = new Price(trigger),
            TriggerBy = by,
            ReduceOnly = reduceOnly,
        }));

    private string Amend(long id, long price = 0, long quantity = 0, long trigger = 0) =>
        Say(_engine.Amend(new OrderAmendment(id, new Price(price), new Quantity(quantity)) { TriggerPrice = new Price(trigger) }));

    private string Cancel(long id) => Say(_engine.Cancel(id));

    private string Position(int owner, long position) => Say(_engine.SetPosition(owner, new Quantity(position)));

    private string Moves(TriggerSource source, long price) => Say(_engine.UpdatePrice(source, new Price(price)));
}
