using System.Runtime.CompilerServices;
using Ats.Domain;
using Ats.Engine.Orders;
using Ats.Engine.Risk;

namespace Ats.Engine;

/// <summary>
/// From what strategies want to what goes out: signal, target, intent; every decision recorded with its reason (<see cref="DecisionLog"/>).
/// Quotes are kept by <see cref="QuotingDesk"/>, patient orders by <see cref="PatientDesk"/>; what goes out, and what comes of it, is followed by <see cref="OrderDesk"/>.
/// </summary>
internal sealed class ArmDesk
{
    private readonly Clock _clock;
    private readonly DeskState _state;
    private readonly OrderDesk _orders;
    private readonly RiskDesk _risk;
    private readonly DecisionLog _log;
    private readonly QuotingDesk _quoting;
    private readonly PatientDesk _patient;
    private readonly bool _everyDecision;

    public ArmDesk(OrderDesk orders, RiskDesk risk, DecisionLog log, IJournal journal, Clock clock, DeskState state)
    {
        _clock = clock;
        _state = state;
        _orders = orders;
        _risk = risk;
        _log = log;
        _quoting = new QuotingDesk(orders, _log, clock);
        _patient = new PatientDesk(orders, _log, clock);
        _everyDecision = journal.EveryDecision;
    }

    /// <summary>Looks at an arm after its strategy spoke; does nothing unless a level changed or something is pending.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Consider(Arm arm)
    {
        if (arm.Targets.Dirty || !arm.Settled || _everyDecision) Reconsider(arm);
    }

    /// <summary>Best prices, a forecast or time went on: orders that rest or wait follow.</summary>
    public void LookAtPatient(InstrumentState state)
    {
        foreach (var leg in state.PatientLegs)
        {
            if (!leg.Arm.Settled) Reconsider(leg.Arm);
        }
    }

    /// <summary>
    /// Closes a position whose stop lies inside the span of prices seen. The signal is the one that stood while those prices were made: a
    /// strategy that has wanted something else since is heard, and the stop it sets on seeing a bar is not judged by that bar.
    /// </summary>
    public void CheckStop(ArmLeg leg, in Signal signal, double low, double high)
    {
        if (!_state.IsTrading || leg.Arm.IsFlattening) return;
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
        if (!_state.IsTrading) return;
        if (leg.Arm.IsFlattening) CloseOut(leg);
        else _quoting.Requote(leg, bid, ask);
    }

    /// <summary>Takes over an arm's books, position and working orders from an earlier run.</summary>
    public void Restore(Arm arm, ArmCarry carry)
    {
        foreach (var leg in arm.Legs)
        {
            var from = carry.Legs.FirstOrDefault(l => l.Instrument == leg.Instrument.Id.ToString())
                ?? throw new InvalidOperationException($"Arm '{arm.Name}' traded other instruments before ({string.Join(", ", carry.Legs.Select(l => l.Instrument))}): a changed arm needs a new name.");
            arm.Ledger.Restore(carry.QuoteBalances, leg.Index, from.BaseBalances);
            leg.Restore(from);
            foreach (var order in from.Working) leg.Working.Add(new Order { Intent = order.Intent, Status = order.Status, Filled = order.Filled });
            _state.Hash.Add(leg.Position.Quantity.Raw);
        }

        // Only now, when every leg is valued: peaks are those of the earlier run.
        arm.Restore(carry);
        _state.Hash.Add(arm.Ledger.Cash);
        _state.Hash.Add(arm.NextIntent);
    }

    /// <summary>An operator's order, judged like any other.</summary>
    public CommandOutcome PlaceManual(ArmLeg leg, in OperatorCommand command)
    {
        var intent = new OrderIntent(
            new ClientOrderId(leg.Arm.Index, leg.Arm.NextIntent), leg.InstrumentIndex, command.Side, command.Type, command.TimeInForce, command.Quantity, command.Price,
            leg.Market.MarkPrice, _clock.Now)
        {
            ReduceOnly = command.ReduceOnly,
        };
        var verdict = _orders.Review(leg, in intent, out var approved);
        // Judged here on the arm's own position: the exchange's flag would see the net of all arms.
        var context = _orders.ContextOf(leg, leg.WorkingOn(intent.Side, intent.Id));
        if (intent.ReduceOnly && verdict.IsApproved && !RiskGate.IsReduction(in intent, in context))
            verdict = Verdict.Deny(DenialCode.ReduceOnly, context.PositionAfter(in intent), context.Position.ToDouble());
        var signal = new Signal(command.Side.Sign());
        var target = new Quantity(leg.Position.Quantity.Raw + (command.Side.Sign() * command.Quantity.Raw));
        _log.Record(leg, in signal, target, verdict.IsApproved ? DecisionOutcome.Ordered : DecisionOutcome.Denied, verdict, verdict.IsApproved ? intent.Id : default, new Reason("manual order"));
        if (!verdict.IsApproved) return new CommandOutcome(verdict, default, null);
        _orders.Submit(leg, in intent, in approved);
        return new CommandOutcome(verdict, intent.Id, null);
    }

    /// <summary>Takes the exchange's word about one of the arm's orders or positions, and decides anew when an order has ended.</summary>
    public void Handle(Arm arm, in OrderEvent word)
    {
        var leg = FindLeg(arm, word.Instrument);
        var order = _orders.Handle(leg, in word);
        _risk.AfterWord(leg);
        if (order is null) return;
        if (order.Status == OrderStatus.Filled || arm.Sheet is not null)
        {
            if (arm.Sheet is null) Reconsider(arm);
            else if (arm.IsFlattening) CloseOut(leg);
            return;
        }

        if (leg.Work is not null && order.Intent.TimeInForce == TimeInForce.PostOnly && (order.CancelRequested || word.Reason == OrderRejectReason.PostOnlyWouldTake))
        {
            // Called back to do something else, which is done now; one that would have taken comes again with the next look at the market.
            arm.Settled = false;
            if (order.CancelRequested) Reconsider(arm);
            else _patient.Crossed(leg);
            return;
        }

        arm.Settled = false;
        // A refused increase is not tried again until the strategy changes its mind; a refused reduction is, at the next event, and so is
        // what we called back ourselves, once it is allowed again.
        var reducing = leg.Position.Quantity.Raw != 0 && leg.Position.Quantity.Raw > 0 != (order.Intent.Side == Side.Buy);
        if (!reducing && word.Reason != OrderRejectReason.NoLiquidity && !order.CancelRequested) leg.GivenUp = true;
    }

    public void Reconsider(Arm arm)
    {
        if (!_state.IsTrading)
        {
            arm.Targets.ForgetRefusals();
            return;
        }

        arm.Targets.Dirty = false;
        arm.Settled = true;
        foreach (var leg in arm.Legs)
        {
            if (arm.IsFlattening)
            {
                CloseOut(leg);
                continue;
            }

            if (arm.Targets.TakeRefusal(leg.Index) is { Exists: true } refusal) _log.Refused(leg, in refusal);
            if (arm.Targets.TakeRenewal(leg.Index)) leg.GivenUp = false;
            Decide(leg, null);
        }
    }

    /// <summary>Brings a leg to flat: what works is cancelled first, then what is held is closed at the market.</summary>
    private void CloseOut(ArmLeg leg)
    {
        var held = leg.Position.Quantity.Raw;
        leg.Target = Quantity.Zero;
        // Resumed, the level that stands is entered again.
        leg.SizedLevel = double.NaN;
        if (leg.Working.Count > 0)
        {
            leg.Arm.Settled = false;
            foreach (var order in leg.Working)
            {
                if (order.Intent.Type != OrderType.Market) _orders.RequestCancel(leg, order);
            }
        }
        else if (!leg.IsFlat)
        {
            Send(leg, new Signal(0), -held, new Reason("flattened by the operator"));
        }
    }

    private void Decide(ArmLeg leg, Reason? forced)
    {
        var arm = leg.Arm;
        var signal = arm.Targets[leg.Index];
        if (signal.IsHold)
        {
            _log.Record(leg, in signal, leg.Position.Quantity, DecisionOutcome.Hold, Verdict.Approved, default, forced);
            return;
        }

        var changed = leg.SizedLevel != signal.Level;
        if (changed || !double.IsNaN(leg.StoppedLevel)) Resize(leg, in signal, changed);
        if (leg.Work is not null && _patient.Pursue(leg, in signal, forced is not null || !double.IsNaN(leg.StoppedLevel)) is { } now)
        {
            if (now != 0) Send(leg, in signal, now, forced ?? ReasonToTake(leg));
            return;
        }

        var delta = leg.Target.Raw - leg.Position.Quantity.Raw - leg.WorkingQuantity.Raw;
        if (leg.Working.Count > 0)
        {
            arm.Settled = false;
            _log.Record(leg, in signal, leg.Target, DecisionOutcome.Waiting, Verdict.Approved, default, forced);
        }
        else if (delta == 0 && leg.SmallWish != 0)
        {
            _log.Record(leg, in signal, leg.Target, DecisionOutcome.TooSmall, Verdict.Approved, default, DecisionLog.TooSmall(leg, leg.SmallWish));
        }
        else if (delta == 0 || leg.GivenUp)
        {
            _log.Record(leg, in signal, leg.Target, DecisionOutcome.NothingToDo, Verdict.Approved, default, forced);
        }
        else
        {
            Send(leg, in signal, delta, forced);
        }
    }

    /// <summary>The strategy's own words, but for once where a patient arm has nowhere to rest.</summary>
    private static Reason? ReasonToTake(ArmLeg leg)
    {
        var market = leg.Market;
        if (leg.Work!.SaysItTakes || (market.Bid > 0 && market.Ask > 0)) return null;
        leg.Work.SaysItTakes = true;
        return new Reason("no best prices in the data to rest at: it takes");
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
        var quantity = leg.Wanted(level);
        if (!double.IsFinite(quantity))
        {
            // Not known yet: nothing now, and asked again at the next event.
            leg.SizedLevel = double.NaN;
            leg.Arm.Settled = false;
        }

        leg.Target = leg.Rounded(quantity);
        if (leg.Target.IsZero && double.IsFinite(quantity)) leg.SmallWish = quantity;
    }

    private void Send(ArmLeg leg, in Signal signal, long delta, Reason? forced)
    {
        var held = leg.Position.Quantity.Raw;
        // A flip is one order when the risk gate allows it; when not, the reducing half still goes.
        var intent = MarketIntent(leg, delta - (delta % leg.Instrument.LotSize.Raw), signal.EdgeBps);
        if (intent.Quantity < leg.Instrument.LotSize || leg.IsTooSmallToSell(intent.Side, intent.Quantity))
        {
            _log.Record(leg, in signal, leg.Target, DecisionOutcome.TooSmall, Verdict.Approved, default, forced);
            return;
        }

        var verdict = _orders.Review(leg, in intent, out var approved);
        if (!verdict.IsApproved && held != 0 && held > 0 != delta > 0 && Math.Abs(delta) > Math.Abs(held))
        {
            intent = MarketIntent(leg, (held % leg.Instrument.LotSize.Raw) - held, double.NaN);
            var reduced = _orders.Review(leg, in intent, out approved);
            if (reduced.IsApproved) _log.Record(leg, in signal, leg.Target, DecisionOutcome.Denied, verdict, default, forced);
            verdict = reduced;
        }

        if (!verdict.IsApproved)
        {
            leg.Arm.Settled = false;
            _log.Record(leg, in signal, leg.Target, DecisionOutcome.Denied, verdict, default, forced);
            return;
        }

        leg.Arm.Settled = false;
        _log.Record(leg, in signal, leg.Target, DecisionOutcome.Ordered, verdict, intent.Id, forced);
        _orders.Submit(leg, in intent, in approved);
    }

    private OrderIntent MarketIntent(ArmLeg leg, long signedQuantity, double edgeBps) => new(
        new ClientOrderId(leg.Arm.Index, leg.Arm.NextIntent),
        leg.InstrumentIndex,
        signedQuantity > 0 ? Side.Buy : Side.Sell,
        OrderType.Market,
        TimeInForce.Ioc,
        new Quantity(Math.Abs(signedQuantity)),
        Price.Zero,
        leg.Work is { IsActive: true } work ? work.DecisionPrice : leg.Market.MarkPrice,
        _clock.Now)
    {
        EdgeBps = edgeBps,
    };

    private static ArmLeg FindLeg(Arm arm, short instrument)
    {
        foreach (var leg in arm.Legs)
        {
            if (leg.InstrumentIndex == instrument) return leg;
        }

        throw new InvalidOperationException($"Word from the exchange about instrument {instrument}, which arm '{arm.Name}' does not trade.");
    }
}
