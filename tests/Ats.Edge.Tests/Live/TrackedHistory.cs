using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Server.Trading;

namespace Ats.Edge.Tests.Live;

/// <summary>
/// The true life of one order, drawn from a seed: maybe amended, executed in parts, filled or cancelled; as the rows and executions an
/// exchange sends about it. Delivers them doubled, shuffled and with losses, then whole, and keeps the words that come out.
/// </summary>
internal sealed class TrackedHistory
{
    private static readonly Instrument Instrument = Ats.Simulation.Markets.StandardInstruments.Create()[0];
    private readonly Rng _rng;
    private readonly List<Action> _messages = [];
    private readonly List<ExecutionRow> _executions = [];
    private readonly OrderIntent _intent;
    private readonly OrderIntent? _amend;
    private OrderRow _last;

    public TrackedHistory(ulong seed)
    {
        _rng = new Rng(seed);
        Holdings = new NetHoldings(2, [Instrument]);
        Tracker = new OrderTracker(new OrderLinks("abcdefgh"), _ => 0, Holdings, (_, _) => { }, Words.Add, new InterferenceMeter());
        var side = _rng.Next(2) == 0 ? Side.Buy : Side.Sell;
        _intent = new OrderIntent(new ClientOrderId(1, 7), 0, side, OrderType.Limit, TimeInForce.PostOnly, Lots(4 + _rng.Next(4)), Price.FromDecimal(100), Price.FromDecimal(100), default);
        if (_rng.Next(2) == 0) _amend = _intent with { Price = Price.FromDecimal(101), Quantity = Lots(2 + _rng.Next(8)) };
        _last = Row(_intent, WireOrderStatus.New, 0, 1000);
        Live();
    }

    public OrderTracker Tracker { get; }

    public NetHoldings Holdings { get; }

    public OrderIntent First => _intent;

    public List<OrderEvent> Words { get; } = [];

    public IReadOnlyList<ExecutionRow> Executions => _executions;

    public decimal Signed => _executions.Sum(e => e.Side == Side.Buy ? e.Quantity : -e.Quantity);

    /// <summary>Everything at random first, with losses; at the end what a resynchronisation brings.</summary>
    public void Deliver()
    {
        Tracker.Add(in _intent, default);
        Tracker.StartSending(_intent.Id);
        Tracker.EndSending(_intent.Id, default);
        if (_amend is { } amend) Tracker.AmendAsked(in amend, default);
        var order = _messages.Concat(_messages).Where(_ => _rng.Next(3) > 0).OrderBy(_ => _rng.Next(1000)).ToList();
        if (_rng.Next(4) == 0) order = _messages;
        foreach (var message in order) message();
        if (_rng.Next(2) == 0) Tracker.Lost(_intent.Id, default);
        foreach (var execution in _executions) Tracker.OnExecution(execution, default);
        Tracker.OnOrder(_last, default);
        foreach (var message in order) message();
    }

    private static Quantity Lots(int count) => new(count * Instrument.LotSize.Raw);

    /// <summary>What happens at the exchange, one thing after the other; some in the same millisecond.</summary>
    private void Live()
    {
        var (intent, filled, ms) = (_intent, 0m, 1000L);
        var amended = _amend is null;
        Say(_last);
        while (true)
        {
            ms += _rng.Next(3);
            switch (_rng.Next(6))
            {
                case 0 when filled > 0 || _rng.Next(3) == 0:
                    if (!amended) Refuse();
                    End(Row(intent, WireOrderStatus.Cancelled, filled, ms));
                    return;
                case 1 when !amended && _amend!.Value.Quantity.ToDecimal() > filled:
                    amended = true;
                    intent = _amend.Value;
                    Say(Row(intent, filled > 0 ? WireOrderStatus.PartiallyFilled : WireOrderStatus.New, filled, ms));
                    break;
                default:
                    var left = intent.Quantity.ToDecimal() - filled;
                    var quantity = Math.Min(left, Lots(1 + _rng.Next(3)).ToDecimal());
                    filled += quantity;
                    Execute(intent, quantity, ms);
                    if (filled < intent.Quantity.ToDecimal())
                    {
                        Say(Row(intent, WireOrderStatus.PartiallyFilled, filled, ms));
                        break;
                    }

                    if (!amended) Refuse();
                    End(Row(intent, WireOrderStatus.Filled, filled, ms));
                    return;
            }
        }
    }

    private void Refuse() => _messages.Add(() => Tracker.AmendRefused(_intent.Id, OrderRejectReason.UnknownOrder, default));

    private void Say(OrderRow row) => _messages.Add(() => Tracker.OnOrder(row, default));

    private void End(OrderRow row)
    {
        _last = row;
        Say(row);
    }

    private void Execute(OrderIntent intent, decimal quantity, long ms)
    {
        var row = new ExecutionRow
        {
            Symbol = "BTCUSDT", ExecId = $"e{_executions.Count}", OrderLinkId = "abcdefgh-1-7", Side = intent.Side, Price = intent.Price.ToDecimal(), Quantity = quantity, Fee = 0.01m,
            ExecType = WireWords.ExecTrade, IsMaker = true, Time = Timestamp.FromMilliseconds(ms), Sequence = _executions.Count,
        };
        _executions.Add(row);
        _messages.Add(() => Tracker.OnExecution(row, default));
    }

    private static OrderRow Row(OrderIntent intent, WireOrderStatus status, decimal filled, long ms) => new()
    {
        Symbol = "BTCUSDT", OrderId = "x1", OrderLinkId = "abcdefgh-1-7", Side = intent.Side, OrderType = OrderType.Limit, Status = status, Price = intent.Price.ToDecimal(),
        Quantity = intent.Quantity.ToDecimal(), FilledQuantity = filled, Updated = Timestamp.FromMilliseconds(ms), CancelType = status == WireOrderStatus.Cancelled ? "CancelByUser" : "",
    };
}
