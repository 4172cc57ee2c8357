using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Core.Tests.Simulation.Matching;

/// <summary>
/// A seeded stream of commands that touches everything: every order type, condition and policy, few owners in overlapping groups, ids that
/// repeat, prices off tick, and a middle that drifts by <paramref name="jumpTicks"/> at times.
/// </summary>
internal sealed class CommandStream(ulong seed, int spreadTicks, int jumpTicks)
{
    public const long Tick = 5;
    public const long Lot = 3;
    public const int Owners = 6;

    private readonly Rng _random = new(seed);
    private long _middle = 1_000_000;
    private long _nextId = 1;

    public static MatchingRules Rules { get; } = new(new Price(Tick), new Quantity(Lot)) { MaxQuantity = new Quantity(Lot * 1000) };

    public MatchingCommand Next()
    {
        if (_random.Next(200) == 0) _middle = Math.Max(1000, _middle + _random.Next((2 * jumpTicks) + 1) - jumpTicks);
        return _random.Next(100) switch
        {
            < 55 => new MatchingCommand(MatchingCommandKind.Place) { Order = Order() },
            < 75 => new MatchingCommand(MatchingCommandKind.Cancel) { Id = SomeId() },
            < 90 => new MatchingCommand(MatchingCommandKind.Amend) { Amendment = Amendment() },
            < 91 => new MatchingCommand(MatchingCommandKind.CancelAll) { Owner = _random.Next(Owners + 1), Scope = (OrderScope)_random.Next(3) },
            < 96 => new MatchingCommand(MatchingCommandKind.UpdatePrice) { Source = (TriggerSource)_random.Next(3), Price = new Price(_random.Next(50) == 0 ? 0 : AnyPrice() + _random.Next(2)) },
            _ => new MatchingCommand(MatchingCommandKind.SetPosition) { Owner = _random.Next(Owners), Position = new Quantity((_random.Next(41) - 20) * Lot) },
        };
    }

    private NewOrder Order()
    {
        var market = _random.Next(8) == 0;
        var conditional = _random.Next(8) == 0;
        return new NewOrder(
            _random.Next(40) == 0 ? SomeId() : _nextId++,
            _random.Next(200) == 0 ? -1 : _random.Next(Owners),
            (Side)_random.Next(2),
            market ? OrderType.Market : OrderType.Limit,
            _random.Next(3) == 0 ? (TimeInForce)_random.Next(4) : TimeInForce.Gtc,
            new Quantity(AnyQuantity()),
            new Price(market && _random.Next(2) == 0 ? 0 : AnyPrice()))
        {
            ReduceOnly = _random.Next(5) == 0,
            Group = _random.Next(3),
            SelfMatch = (SelfMatchPolicy)_random.Next(4),
            Trigger = conditional ? (TriggerKind)(1 + _random.Next(2)) : TriggerKind.None,
            TriggerPrice = new Price(AnyPrice()),
            TriggerBy = (TriggerSource)_random.Next(3),
        };
    }

    private OrderAmendment Amendment() => new(SomeId(), new Price(_random.Next(2) * AnyPrice()), new Quantity(_random.Next(2) * AnyQuantity()))
    {
        TriggerPrice = new Price(_random.Next(6) == 0 ? AnyPrice() : 0),
    };

    private long SomeId() => Math.Max(1, _nextId - _random.Next(80));

    private long AnyPrice()
    {
        var price = (_middle + (long)(spreadTicks * (_random.NextDouble() + _random.NextDouble() - 1))) * Tick;
        return _random.Next(100) switch
        {
            0 => price + 1,
            1 => -price,
            _ => price,
        };
    }

    private long AnyQuantity() => _random.Next(100) switch
    {
        0 => 0,
        1 => 1,
        2 => -Lot,
        3 => Lot * 5000,
        _ => Lot * (1 + _random.Next(12)),
    };
}
