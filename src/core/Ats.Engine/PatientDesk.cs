using Ats.Domain;
using Ats.Engine.Orders;
using Ats.Engine.Risk;

namespace Ats.Engine;

/// <summary>
/// Works for a target patiently (<see cref="ExecutionPolicy"/>): rests at the best price of its own side and follows the market, or waits for
/// the forecaster, until the patience is over. Says when it is time to take; taking is <see cref="ArmDesk"/>'s.
/// </summary>
internal sealed class PatientDesk(OrderDesk orders, DecisionLog log, Clock clock)
{
    /// <summary>Least time between moves of an order, and after one that would have taken: a restless book does not use up the rate of orders.</summary>
    private const long Interval = Timestamp.NanosecondsPerSecond;

    private readonly OrderDesk _orders = orders;
    private readonly DecisionLog _log = log;
    private readonly Clock _clock = clock;

    /// <summary>What to do about what is still wanted.</summary>
    /// <param name="leg">Its target is up to date.</param>
    /// <param name="signal">The signal that stands.</param>
    /// <param name="atOnce">A stop: nothing is waited for.</param>
    /// <returns>What to take now, signed raw quantity; 0 = nothing, all that can be done is done; null = the arm takes as others do.</returns>
    public long? Pursue(ArmLeg leg, in Signal signal, bool atOnce)
    {
        var work = leg.Work!;
        var held = leg.Position.Quantity.Raw;
        var want = leg.Target.Raw - held;
        if (want == 0 || leg.GivenUp)
        {
            work.IsActive = false;
            return CancelResting(leg, in signal) ? 0 : null;
        }

        if (!work.IsActive || work.Target != leg.Target) Begin(leg, work);
        // A flip is done in two halves, so that its reducing half is one.
        var reduces = held != 0 && held > 0 != want > 0;
        if (reduces && Math.Abs(want) > Math.Abs(held)) want = -held;
        var quoted = leg.Market.Bid > 0 && leg.Market.Ask > 0;
        var policy = leg.Arm.Execution;
        var overdue = _clock.Now - work.Since >= policy.PatienceNanoseconds;
        var agrees = policy.Style == ExecutionStyle.Timed && leg.Market.Forecasts.Direction(policy.HorizonNanoseconds) == (want > 0 ? 1 : -1);
        if (atOnce || !quoted || agrees || (overdue && (reduces || policy.TakesAtLimit))) return Cleared(leg, in signal) ? want : 0;
        if (overdue)
        {
            leg.GivenUp = true;
            work.IsActive = false;
            CancelResting(leg, in signal);
            _log.Record(leg, in signal, leg.Target, DecisionOutcome.NothingToDo, Verdict.Approved, default, new Reason("gave up after {0} s", policy.PatienceNanoseconds / 1e9));
            return 0;
        }

        leg.Arm.Settled = false;
        // An entry that may be let go rests only while the latest forecast still pays for it: else it is filled just when it should not be.
        var pays = reduces || policy.TakesAtLimit || !leg.Arm.ListensToForecasts || !(signal.EdgeBps <= leg.CostBps);
        if (policy.Rests && pays) Rest(leg, in signal, want);
        else if (!CancelResting(leg, in signal)) Wait(leg, in signal);
        return 0;
    }

    private void Begin(ArmLeg leg, PatientWork work)
    {
        work.IsActive = true;
        work.Target = leg.Target;
        work.Since = _clock.Now;
        work.DecisionPrice = leg.Market.MarkPrice;
        work.NextPlace = work.NextMove = Timestamp.MinValue;
    }

    /// <summary>An order came back that would have taken.</summary>
    public void Crossed(ArmLeg leg) => leg.Work!.NextPlace = _clock.Now + Interval;

    /// <summary>True while an order of ours is on its way out.</summary>
    private bool CancelResting(ArmLeg leg, in Signal signal)
    {
        var resting = Resting(leg);
        if (resting is null) return false;
        _orders.RequestCancel(leg, resting);
        Wait(leg, in signal);
        return true;
    }

    /// <summary>True when nothing works any more, so that taking does not come on top.</summary>
    private bool Cleared(ArmLeg leg, in Signal signal)
    {
        if (CancelResting(leg, in signal)) return false;
        if (leg.Working.Count == 0) return true;
        Wait(leg, in signal);
        return false;
    }

    private static Order? Resting(ArmLeg leg)
    {
        foreach (var order in leg.Working)
        {
            if (order.Intent.TimeInForce == TimeInForce.PostOnly) return order;
        }

        return null;
    }

    private void Wait(ArmLeg leg, in Signal signal)
    {
        leg.Arm.Settled = false;
        _log.Record(leg, in signal, leg.Target, DecisionOutcome.Waiting, Verdict.Approved, default, null);
    }

    /// <summary>Keeps one order resting for a signed quantity at the best price of its side.</summary>
    private void Rest(ArmLeg leg, in Signal signal, long want)
    {
        var side = want > 0 ? Side.Buy : Side.Sell;
        var best = side == Side.Buy ? leg.Market.Bid : leg.Market.Ask;
        var quantity = new Quantity(Math.Abs(want));
        var resting = Resting(leg);
        if (resting is null)
        {
            if (leg.Working.Count == 0 && _clock.Now >= leg.Work!.NextPlace) Place(leg, in signal, side, new Price(best), quantity);
            else Wait(leg, in signal);
            return;
        }

        if (resting.Intent.Side != side || resting.Remaining != quantity)
        {
            CancelResting(leg, in signal);
            return;
        }

        var away = side.Sign() * (best - resting.Intent.Price.Raw);
        if (resting.CancelRequested || resting.AmendRequested || _clock.Now < leg.Work!.NextMove || away <= leg.Arm.Execution.RepriceTicks * leg.Instrument.TickSize.Raw) Wait(leg, in signal);
        else Move(leg, in signal, resting, new Price(best));
    }

    private void Place(ArmLeg leg, in Signal signal, Side side, Price price, Quantity quantity)
    {
        var intent = Intent(leg, new ClientOrderId(leg.Arm.Index, leg.Arm.NextIntent), side, price, quantity, signal.EdgeBps);
        if (quantity < leg.Instrument.MinQuantity)
        {
            _log.Record(leg, in signal, leg.Target, DecisionOutcome.TooSmall, Verdict.Approved, default, null);
            return;
        }

        var verdict = _orders.Review(leg, in intent, out var approved);
        _log.Record(leg, in signal, leg.Target, verdict.IsApproved ? DecisionOutcome.Ordered : DecisionOutcome.Denied, verdict, verdict.IsApproved ? intent.Id : default, null);
        if (!verdict.IsApproved) return;
        leg.Work!.NextMove = _clock.Now + Interval;
        _orders.Submit(leg, in intent, in approved);
    }

    private void Move(ArmLeg leg, in Signal signal, Order resting, Price price)
    {
        var intent = Intent(leg, resting.Id, resting.Intent.Side, price, resting.Intent.Quantity, signal.EdgeBps);
        var verdict = _orders.Review(leg, in intent, out var approved);
        var why = new Reason("the market moved away: order moved from {0} to {1}", resting.Intent.Price.ToDouble(), price.ToDouble());
        _log.Record(leg, in signal, leg.Target, verdict.IsApproved ? DecisionOutcome.Ordered : DecisionOutcome.Denied, verdict, verdict.IsApproved ? intent.Id : default, why);
        leg.Work!.NextMove = _clock.Now + Interval;
        // Where it may not be moved it rests where it was allowed to.
        if (verdict.IsApproved) _orders.RequestAmend(leg, resting, in intent, in approved);
    }

    private OrderIntent Intent(ArmLeg leg, ClientOrderId id, Side side, Price price, Quantity quantity, double edgeBps) =>
        new(id, leg.InstrumentIndex, side, OrderType.Limit, TimeInForce.PostOnly, quantity, price, leg.Work!.DecisionPrice, _clock.Now) { EdgeBps = edgeBps };
}
