using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Benchmarks;

/// <summary>
/// Seeded order flow for the matching benchmark. It runs an engine of its own while it makes the commands, so that cancels name living
/// orders and crossing ones meet the touch; near 10,000 living orders it steers between adds and cancels.
/// </summary>
internal sealed class OrderFlow(ulong seed, MatchingRules rules)
{
    private const int Target = 10_000;

    private readonly Rng _random = new(seed);
    private readonly MatchingEngine _engine = new(rules, 16_384);
    private readonly List<long> _living = [];
    private readonly Dictionary<long, int> _places = [];
    private double _middle = 600_000;
    private long _lastId;

    public MatchingFlowCommand[] Make(int count)
    {
        var commands = new MatchingFlowCommand[count];
        for (var i = 0; i < count; i++)
        {
            _middle += 0.02 * _random.NextNormal();
            var command = Next(i < Target * 2);
            commands[i] = command;
            foreach (ref readonly var e in command.ApplyTo(_engine)) Follow(e);
        }

        return commands;
    }

    private MatchingFlowCommand Next(bool filling)
    {
        var draw = _random.Next(100);
        if (draw < 5) return new(Crossing());
        var add = filling || _living.Count < Target * 9 / 10 || (draw < 55 && _living.Count < Target * 11 / 10);
        return new(add ? Resting() : new NewOrder { Id = _living[_random.Next(_living.Count)], Owner = -1 });
    }

    private NewOrder Resting()
    {
        var side = (Side)_random.Next(2);
        var distance = 1 + (_random.Next(5) > 0 ? (long)_random.NextExponential(30) : (long)(20_000 * Math.Pow(_random.NextDouble(), 3)));
        var touch = side == Side.Buy ? Math.Min((long)_middle + 1, Tick(_engine.BestAsk, long.MaxValue)) : Math.Max((long)_middle, Tick(_engine.BestBid, 0));
        return Order(side, OrderType.Limit, _random.Next(4) == 0 ? TimeInForce.PostOnly : TimeInForce.Gtc, touch - (side.Sign() * distance));
    }

    private NewOrder Crossing()
    {
        var side = (Side)_random.Next(2);
        var market = _random.Next(2) == 0;
        var through = side == Side.Buy ? Tick(_engine.BestAsk, (long)_middle) + 3 : Tick(_engine.BestBid, (long)_middle) - 3;
        return Order(side, market ? OrderType.Market : OrderType.Limit, market ? TimeInForce.Ioc : TimeInForce.Gtc, through);
    }

    private NewOrder Order(Side side, OrderType type, TimeInForce life, long tick) => new(
        ++_lastId,
        _random.Next(100),
        side,
        type,
        life,
        new Quantity(rules.LotSize.Raw * (1 + (long)_random.NextExponential(50))),
        new Price(tick * rules.TickSize.Raw))
    {
        SelfMatch = (SelfMatchPolicy)_random.Next(4),
    };

    private long Tick(BookLevel level, long none) => level.Quantity.IsZero ? none : level.Price.Raw / rules.TickSize.Raw;

    private void Follow(in MatchingEvent e)
    {
        if (e.Kind == MatchingEventKind.Accepted) Add(e.OrderId);
        if (e.Kind == MatchingEventKind.Cancelled || (e.Kind == MatchingEventKind.Trade && e.Remaining.IsZero)) Remove(e.OrderId);
        if (e.Kind == MatchingEventKind.Trade && e.MakerRemaining.IsZero) Remove(e.MakerId);
    }

    private void Add(long id)
    {
        _places[id] = _living.Count;
        _living.Add(id);
    }

    private void Remove(long id)
    {
        _places.Remove(id, out var place);
        var last = _living[^1];
        _living[place] = last;
        _living.RemoveAt(_living.Count - 1);
        if (last != id) _places[last] = place;
    }
}
