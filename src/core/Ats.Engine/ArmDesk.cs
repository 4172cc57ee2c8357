using System.Runtime.CompilerServices;
using Ats.Domain;
using Ats.Engine.Orders;
using Ats.Engine.Risk;
using Ats.Engine.Sizing;

namespace Ats.Engine;

/// <summary>
/// From what strategies want to what goes out: signal, target, intent, verdict, order; every decision recorded with its reason. What the
/// exchange answers is followed through the order's life and booked by <see cref="FillDesk"/>.
/// </summary>
internal sealed class ArmDesk
{
    private readonly InstrumentState[] _instruments;
    private readonly IOrderGateway _gateway;
    private readonly IJournal _journal;
    private readonly Clock _clock;
    private readonly FillDesk _fills;
    private readonly Stack<Order> _pool = new();
    private readonly bool _logsDecisions;
    private readonly bool _logsOrders;
    private readonly bool _everyDecision;
    private readonly double _spreadAllowanceBps;
    private StateHash _hash = StateHash.Start();

    public ArmDesk(EngineSettings settings, InstrumentState[] instruments, IOrderGateway gateway, IJournal journal, Clock clock)
    {
        _instruments = instruments;
        _gateway = gateway;
        _journal = journal;
        _clock = clock;
        _fills = new FillDesk(instruments, journal);
        _logsDecisions = journal.Kinds.HasFlag(JournalKind.Decision);
        _logsOrders = journal.Kinds.HasFlag(JournalKind.Order);
        _everyDecision = journal.EveryDecision;
        _spreadAllowanceBps = settings.SpreadAllowanceBps;
    }

    public long Sequence { get; set; }

    public StateHash Hash => _hash;

    /// <summary>Looks at an arm after its strategy spoke; does nothing unless a level changed or something is pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Consider(Arm arm)
    {
        if (arm.Targets.Dirty || !arm.Settled || _everyDecision) Reconsider(arm);
    }

    /// <summary>
    /// Closes a position whose stop lies inside the span of prices seen. The signal is the one that stood while those prices were made: a
    /// strategy that has wanted something else since is heard, and the stop it sets on seeing a bar is not judged by that bar.
    /// </summary>
    public void CheckStop(ArmLeg leg, in Signal signal, double low, double high)
    {
        if (double.IsNaN(signal.Stop) || signal.IsHold || !double.IsNaN(leg.StoppedLevel) || leg.Arm.Targets[leg.Index].Level != signal.Level) return;
        if (leg.Held > 0 ? low > signal.Stop : high < signal.Stop) return;
        if (leg.Held * signal.Level <= 0) return;
        leg.StoppedLevel = signal.Level;
        leg.Arm.Settled = false;
        Decide(leg, new Reason("stop at {0} reached by {1}", signal.Stop, leg.Held > 0 ? low : high));
    }

    /// <summary>Asks a quoting strategy for its quotes and brings the working orders in line.</summary>
    public void Requote(ArmLeg leg, double bid, double ask)
    {
        var arm = leg.Arm;
        var sheet = arm.Sheet!;
        var unit = UnitQuantity(leg);
        sheet.Inventory = unit.IsZero ? 0 : leg.Held / unit.ToDouble();
        ((QuotingStrategy)arm.Strategy).OnPrices(bid, ask, _clock.Now, sheet);
        Keep(leg, Side.Buy, sheet.BidPrice, unit, sheet.Reason);
        Keep(leg, Side.Sell, sheet.AskPrice, unit, sheet.Reason);
    }

    /// <summary>Takes the exchange's word about one of the arm's orders or positions.</summary>
    public void Handle(Arm arm, in OrderEvent word)
    {
        _hash.Add(((long)word.Kind << 32) | ((long)word.Reason << 16) | (ushort)word.Instrument);
        _hash.Add(word.Order.Intent);
        _hash.Add(word.ExchangeTime.Nanoseconds);
        _hash.Add(word.Price.Raw);
        _hash.Add(word.Quantity.Raw);
        var leg = FindLeg(arm, word.Instrument);
        if (word.Kind == OrderEventKind.Funding)
        {
            _fills.BookFunding(leg, Sequence, in word);
            return;
        }

        var order = FindOrder(leg, word.Order);
        if (word.Kind == OrderEventKind.Filled) _fills.Book(leg, order, Sequence, in word);
        if (word.Reason == OrderRejectReason.Liquidated) Liquidated(arm);
        if (order is null) return;
        if (word.Kind == OrderEventKind.Filled) order.Filled += word.Quantity;
        if (word.Kind == OrderEventKind.CancelRejected) order.CancelRequested = false;
        if (word.Kind is OrderEventKind.Amended or OrderEventKind.AmendRejected) Amended(order, in word);
        order.Status = OrderLifecycle.Next(order.Status, word.Kind, order.Remaining.Raw <= 0);
        if (!OrderLifecycle.IsFinal(order.Status)) return;
        leg.Working.Remove(order);
        _pool.Push(order);
        if (order.Status == OrderStatus.Filled || arm.Sheet is not null)
        {
            if (arm.Sheet is null) Reconsider(arm);
            return;
        }

        arm.RejectionCount += order.Status == OrderStatus.Rejected ? 1 : 0;
        arm.Settled = false;
        // A refused increase is not tried again until the strategy changes its mind; a refused reduction is, at the next event.
        var reducing = leg.Position.Quantity.Raw != 0 && leg.Position.Quantity.Raw > 0 != (order.Intent.Side == Side.Buy);
        if (!reducing && word.Reason != OrderRejectReason.NoLiquidity) leg.GivenUp = true;
    }

    private static void Amended(Order order, in OrderEvent word)
    {
        order.AmendRequested = false;
        if (word.Kind == OrderEventKind.Amended) order.Intent = order.Intent with { Price = word.Price, Quantity = word.Quantity, DecisionPrice = order.AmendDecisionPrice };
    }

    private static ArmLeg FindLeg(Arm arm, short instrument)
    {
        foreach (var leg in arm.Legs)
        {
            if (leg.InstrumentIndex == instrument) return leg;
        }

        throw new InvalidOperationException($"Word from the exchange about instrument {instrument}, which arm '{arm.Name}' does not trade.");
    }

    private static Order? FindOrder(ArmLeg leg, ClientOrderId id)
    {
        foreach (var order in leg.Working)
        {
            if (order.Id == id) return order;
        }

        return null;
    }

    private void Liquidated(Arm arm)
    {
        arm.IsLiquidated = true;
        arm.Gate.State = TradingState.Halted;
        foreach (var leg in arm.Legs)
        {
            foreach (var order in leg.Working) RequestCancel(leg, order);
        }
    }

    private void Reconsider(Arm arm)
    {
        arm.Targets.Dirty = false;
        arm.Settled = true;
        foreach (var leg in arm.Legs) Decide(leg, null);
    }

    private void Decide(ArmLeg leg, Reason? forced)
    {
        var arm = leg.Arm;
        var signal = arm.Targets[leg.Index];
        if (signal.IsHold)
        {
            Record(leg, in signal, leg.Position.Quantity, DecisionOutcome.Hold, Verdict.Approved, default, forced);
            return;
        }

        var changed = leg.SizedLevel != signal.Level;
        if (changed || !double.IsNaN(leg.StoppedLevel)) Resize(leg, in signal, changed);
        var delta = leg.Target.Raw - leg.Position.Quantity.Raw - leg.WorkingQuantity.Raw;
        if (leg.Working.Count > 0)
        {
            arm.Settled = false;
            Record(leg, in signal, leg.Target, DecisionOutcome.Waiting, Verdict.Approved, default, forced);
        }
        else if (delta == 0 && leg.SmallWish != 0)
        {
            Record(leg, in signal, leg.Target, DecisionOutcome.TooSmall, Verdict.Approved, default, TooSmall(leg, leg.SmallWish));
        }
        else if (delta == 0 || leg.GivenUp)
        {
            Record(leg, in signal, leg.Target, DecisionOutcome.NothingToDo, Verdict.Approved, default, forced);
        }
        else
        {
            Send(leg, in signal, delta, forced);
        }
    }

    private void Resize(ArmLeg leg, in Signal signal, bool changed)
    {
        if (changed)
        {
            leg.SizedLevel = signal.Level;
            leg.GivenUp = false;
            if (signal.Level * leg.StoppedLevel <= 0 || Math.Abs(signal.Level) < Math.Abs(leg.StoppedLevel)) leg.StoppedLevel = double.NaN;
        }

        leg.SmallWish = 0;
        if (!double.IsNaN(leg.StoppedLevel) || signal.Level == 0)
        {
            leg.Target = Quantity.Zero;
            return;
        }

        var level = leg.Instrument.Kind == ContractKind.Spot ? Math.Max(signal.Level, 0) : signal.Level;
        var quantity = leg.Sizing.Quantity(level, Context(leg));
        if (!double.IsFinite(quantity))
        {
            // Not known yet: nothing now, and asked again at the next event.
            leg.SizedLevel = double.NaN;
            leg.Arm.Settled = false;
        }

        leg.Target = leg.Instrument.RoundDown(Bounded(quantity));
        if (leg.Target.IsZero && double.IsFinite(quantity)) leg.SmallWish = quantity;
    }

    private static Reason TooSmall(ArmLeg leg, double wish) =>
        new("wants {0}, less than the smallest order of {1}", wish, leg.Instrument.MinQuantity.ToDouble());

    private SizingContext Context(ArmLeg leg) => new(leg.Instrument, MarkOf(leg), leg.Arm.Equity, leg.Arm.Legs.Length);

    private double MarkOf(ArmLeg leg) => new Price(_instruments[leg.InstrumentIndex].Mark).ToDouble();

    private static Quantity Bounded(double quantity) =>
        double.IsFinite(quantity) ? Quantity.FromDouble(Math.Clamp(quantity, -9e10, 9e10)) : Quantity.Zero;

    private void Send(ArmLeg leg, in Signal signal, long delta, Reason? forced)
    {
        var held = leg.Position.Quantity.Raw;
        // A flip is one order when the risk gate allows it; when not, the reducing half still goes.
        var intent = MarketIntent(leg, delta, signal.EdgeBps);
        if (intent.Quantity < leg.Instrument.LotSize)
        {
            Record(leg, in signal, leg.Target, DecisionOutcome.TooSmall, Verdict.Approved, default, forced);
            return;
        }

        var verdict = Review(leg, in intent, out var approved);
        if (!verdict.IsApproved && held != 0 && held > 0 != delta > 0 && Math.Abs(delta) > Math.Abs(held))
        {
            intent = MarketIntent(leg, -held, double.NaN);
            var reduced = Review(leg, in intent, out approved);
            if (reduced.IsApproved) Record(leg, in signal, leg.Target, DecisionOutcome.Denied, verdict, default, forced);
            verdict = reduced;
        }

        if (!verdict.IsApproved)
        {
            leg.Arm.Settled = false;
            Record(leg, in signal, leg.Target, DecisionOutcome.Denied, verdict, default, forced);
            return;
        }

        leg.Arm.Settled = false;
        Record(leg, in signal, leg.Target, DecisionOutcome.Ordered, verdict, intent.Id, forced);
        Submit(leg, in intent, in approved);
    }

    private OrderIntent MarketIntent(ArmLeg leg, long signedQuantity, double edgeBps) => new(
        new ClientOrderId(leg.Arm.Index, leg.Arm.NextIntent),
        leg.InstrumentIndex,
        signedQuantity > 0 ? Side.Buy : Side.Sell,
        OrderType.Market,
        TimeInForce.Ioc,
        new Quantity(Math.Abs(signedQuantity)),
        Price.Zero,
        new Price(_instruments[leg.InstrumentIndex].Mark),
        _clock.Now)
    {
        EdgeBps = edgeBps,
    };

    private Verdict Review(ArmLeg leg, in OrderIntent intent, out ApprovedOrder approved)
    {
        var arm = leg.Arm;
        var exposure = 0.0;
        foreach (var other in arm.Legs) exposure += other == leg ? leg.Exposure(MarkOf(leg)) : other.WorstExposure(MarkOf(other));
        var context = new RiskContext(leg.Instrument, leg.Position.Quantity, leg.WorkingOn(intent.Side, intent.Id), MarkOf(leg), arm.CashNow, arm.Equity, exposure);
        return arm.Gate.Review(in intent, in context, out approved);
    }

    private void Submit(ArmLeg leg, in OrderIntent intent, in ApprovedOrder approved)
    {
        var arm = leg.Arm;
        arm.NextIntent++;
        arm.OrdersSent++;
        var order = _pool.Count > 0 ? _pool.Pop() : new Order();
        order.Intent = intent;
        order.Status = OrderStatus.Submitted;
        order.Filled = Quantity.Zero;
        order.CancelRequested = order.AmendRequested = false;
        leg.Working.Add(order);
        _hash.Add(((long)intent.Id.Arm << 40) ^ intent.Id.Intent);
        _hash.Add(intent.Side == Side.Buy ? intent.Quantity.Raw : -intent.Quantity.Raw);
        _hash.Add(intent.Price.Raw);
        if (_logsOrders) _journal.Order(Sequence, in intent);
        _gateway.Submit(in approved);
    }

    private void RequestAmend(Order order, in OrderIntent intent, in ApprovedOrder approved)
    {
        order.AmendRequested = true;
        order.AmendDecisionPrice = intent.DecisionPrice;
        _hash.Add(~order.Id.Intent);
        _hash.Add(intent.Price.Raw);
        _hash.Add(intent.Quantity.Raw);
        _gateway.Amend(in approved);
    }

    private void RequestCancel(ArmLeg leg, Order order)
    {
        if (order.CancelRequested) return;
        order.CancelRequested = true;
        _hash.Add(~order.Id.Intent);
        _gateway.Cancel(order.Id, leg.InstrumentIndex);
    }

    private Quantity UnitQuantity(ArmLeg leg)
    {
        var mark = MarkOf(leg);
        var share = ((QuotingStrategy)leg.Arm.Strategy).UnitFraction;
        if (!(mark > 0)) return Quantity.Zero;
        var wish = leg.Sizing.Quantity(share, Context(leg));
        var unit = leg.Instrument.RoundDown(Bounded(wish));
        if (unit < leg.Instrument.MinQuantity && wish > 0)
        {
            var signal = new Signal(share);
            Record(leg, in signal, unit, DecisionOutcome.TooSmall, Verdict.Approved, default, TooSmall(leg, wish));
        }

        return unit;
    }

    /// <summary>Keeps at most one resting order on a side, at the wanted price, moving the one there is.</summary>
    private void Keep(ArmLeg leg, Side side, double wanted, Quantity unit, Reason reason)
    {
        Order? resting = null;
        foreach (var order in leg.Working)
        {
            if (order.Intent.Side == side) resting = order;
        }

        var price = double.IsNaN(wanted) || wanted <= 0 ? Price.Zero : ToTick(leg.Instrument, side, wanted);
        if (resting is not null && (resting.Intent.Price == price || resting.CancelRequested || resting.AmendRequested)) return;
        var quantity = SideQuantity(leg, side, unit);
        if (price == Price.Zero || quantity < leg.Instrument.MinQuantity)
        {
            if (resting is not null) RequestCancel(leg, resting);
            return;
        }

        var id = resting?.Id ?? new ClientOrderId(leg.Arm.Index, leg.Arm.NextIntent);
        var total = quantity + (resting?.Filled ?? Quantity.Zero);
        var intent = new OrderIntent(
            id, leg.InstrumentIndex, side, OrderType.Limit, TimeInForce.PostOnly, total, price, new Price(_instruments[leg.InstrumentIndex].Mark), _clock.Now);
        // A partly filled order is judged by its total, as the exchange is told: where that is denied, it is cancelled and comes anew.
        var verdict = Review(leg, in intent, out var approved);
        var signal = new Signal(side == Side.Buy ? 1 : -1);
        Record(leg, in signal, new Quantity(side.Sign() * quantity.Raw), verdict.IsApproved ? DecisionOutcome.Ordered : DecisionOutcome.Denied, verdict, verdict.IsApproved ? intent.Id : default, reason);
        if (resting is null)
        {
            if (verdict.IsApproved) Submit(leg, in intent, in approved);
        }
        else if (verdict.IsApproved)
        {
            RequestAmend(resting, in intent, in approved);
        }
        else
        {
            RequestCancel(leg, resting);
        }
    }

    /// <summary>One unit, but on spot never more than what is held when selling.</summary>
    private static Quantity SideQuantity(ArmLeg leg, Side side, Quantity unit) => side == Side.Sell && leg.Instrument.Kind == ContractKind.Spot
        ? leg.Instrument.RoundDown(new Quantity(Math.Min(unit.Raw, leg.Position.Quantity.Raw)))
        : unit;

    private static Price ToTick(Instrument instrument, Side side, double price) => side == Side.Buy
        ? instrument.FloorToTick(Price.FromDouble(price))
        : instrument.CeilToTick(Price.FromDouble(price));

    /// <summary>Journals a decision when it is new (outcome, denial or order), or always where the journal wants every one.</summary>
    private void Record(ArmLeg leg, in Signal signal, Quantity target, DecisionOutcome outcome, Verdict verdict, ClientOrderId order, Reason? reason)
    {
        var isNew = outcome != leg.LastOutcome || verdict.Code != leg.LastDenial || outcome == DecisionOutcome.Ordered;
        leg.LastOutcome = outcome;
        leg.LastDenial = verdict.Code;
        if (isNew && outcome == DecisionOutcome.Denied)
        {
            leg.Arm.DenialCount++;
            _hash.Add((long)verdict.Code);
        }

        if (!_logsDecisions || (!_everyDecision && !Worth(outcome, isNew))) return;
        var price = new Price(_instruments[leg.InstrumentIndex].Mark);
        var cost = double.IsNaN(signal.EdgeBps) ? double.NaN : (20_000 * (double)leg.Instrument.Fees.TakerRate) + _spreadAllowanceBps;
        var why = reason ?? (signal.IsHold ? new Reason("no opinion: warming up or holding") : leg.Arm.Strategy.Explain(leg.Index));
        _journal.Decision(new Decision(
            Sequence, leg.Arm.Index, leg.InstrumentIndex, _clock.Now, signal.Level, target, leg.Position.Quantity, price, signal.EdgeBps, cost, why, outcome, verdict, order));
    }

    /// <summary>By default orders, denials and wishes too small to trade are kept; waiting and having nothing to do are their echo.</summary>
    private static bool Worth(DecisionOutcome outcome, bool isNew) =>
        isNew && outcome is DecisionOutcome.Ordered or DecisionOutcome.Denied or DecisionOutcome.TooSmall or DecisionOutcome.Hold;
}
