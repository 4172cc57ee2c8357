using Ats.Domain;
using Ats.Simulation.Matching;
using CsCheck;

namespace Ats.Core.Tests.Simulation.Matching;

/// <summary>Short sequences of commands in a space so small that orders meet, for CsCheck to shrink.</summary>
internal static class CommandGen
{
    private static readonly Gen<Price> AnyPrice = Gen.Frequency((20, Gen.Long[95, 105].Select(t => t * CommandStream.Tick)), (1, Gen.Long[-3, 3])).Select(p => new Price(p));

    private static readonly Gen<Quantity> AnyQuantity = Gen.Frequency((20, Gen.Long[1, 6].Select(l => l * CommandStream.Lot)), (1, Gen.Long[-3, 4])).Select(q => new Quantity(q));

    private static readonly Gen<long> AnyId = Gen.Long[1, 12];

    private static readonly Gen<int> AnyOwner = Gen.Int[0, 2];

    private static readonly Gen<MatchingCommand> Place =
        from id in AnyId
        from owner in AnyOwner
        from side in Gen.Enum<Side>()
        from type in Gen.Frequency((1, Gen.Const(OrderType.Market)), (5, Gen.Const(OrderType.Limit)))
        from life in Gen.Frequency((3, Gen.Const(TimeInForce.Gtc)), (2, Gen.Enum<TimeInForce>()))
        from quantity in AnyQuantity
        from price in AnyPrice
        from reduceOnly in Gen.Int[0, 3]
        from self in Gen.Select(Gen.Int[0, 2], Gen.Enum<SelfMatchPolicy>())
        from trigger in Gen.Select(Gen.Frequency((4, Gen.Const(TriggerKind.None)), (1, Gen.Enum<TriggerKind>())), AnyPrice, Gen.Enum<TriggerSource>())
        select new MatchingCommand(MatchingCommandKind.Place)
        {
            Order = new NewOrder(id, owner, side, type, life, quantity, price)
            {
                ReduceOnly = reduceOnly == 0,
                Group = self.Item1,
                SelfMatch = self.Item2,
                Trigger = trigger.Item1,
                TriggerPrice = trigger.Item2,
                TriggerBy = trigger.Item3,
            },
        };

    private static readonly Gen<MatchingCommand> Amend =
        from id in AnyId
        from price in Gen.Frequency((1, Gen.Const(default(Price))), (1, AnyPrice))
        from quantity in Gen.Frequency((1, Gen.Const(default(Quantity))), (1, AnyQuantity))
        from trigger in Gen.Frequency((4, Gen.Const(default(Price))), (1, AnyPrice))
        select new MatchingCommand(MatchingCommandKind.Amend) { Amendment = new OrderAmendment(id, price, quantity) { TriggerPrice = trigger } };

    public static Gen<MatchingCommand[]> Commands { get; } = Gen.Frequency(
        (6, Place),
        (2, Amend),
        (1, AnyId.Select(id => new MatchingCommand(MatchingCommandKind.Cancel) { Id = id })),
        (1, Gen.Select(AnyOwner, Gen.Enum<OrderScope>(), (owner, scope) => new MatchingCommand(MatchingCommandKind.CancelAll) { Owner = owner, Scope = scope })),
        (1, Gen.Select(Gen.Enum<TriggerSource>(), AnyPrice, (source, price) => new MatchingCommand(MatchingCommandKind.UpdatePrice) { Source = source, Price = price })),
        (1, Gen.Select(AnyOwner, Gen.Long[-6, 6], (owner, lots) => new MatchingCommand(MatchingCommandKind.SetPosition) { Owner = owner, Position = new Quantity(lots * CommandStream.Lot) }))).Array[0, 60];
}
