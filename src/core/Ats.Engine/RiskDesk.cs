using Ats.Domain;
using Ats.Engine.Risk;

namespace Ats.Engine;

/// <summary>
/// Holds arms, and all of them together, against their standing limits after every word from the exchange, every mark and at the day's
/// change. A breach binds at once: it is journaled, and orders that would add to positions are cancelled.
/// </summary>
internal sealed class RiskDesk
{
    private readonly Arm[] _arms;
    private readonly InstrumentState[] _instruments;
    private readonly OrderDesk _orders;
    private readonly IJournal _journal;
    private readonly Clock _clock;
    private readonly DeskState _state;
    private readonly bool _logsBreaches;
    private readonly bool _watchesCover;

    public RiskDesk(Arm[] arms, RiskWatch total, InstrumentState[] instruments, OrderDesk orders, IJournal journal, Clock clock, DeskState state)
    {
        _arms = arms;
        Total = total;
        _instruments = instruments;
        _orders = orders;
        _journal = journal;
        _clock = clock;
        _state = state;
        _logsBreaches = journal.Kinds.HasFlag(JournalKind.LimitBreach);
        _watchesCover = Array.Exists(arms, a => a.Risk.Limits.Any(l => l is MaxUnprotectedTime));
        Watches = total.IsArmed || Array.Exists(arms, a => a.Risk.IsArmed);
    }

    public RiskWatch Total { get; }

    /// <summary>There is a standing limit somewhere.</summary>
    public bool Watches { get; }

    /// <summary>Begins, or goes on; returns when the next UTC day begins.</summary>
    public Timestamp Start(Timestamp time)
    {
        var goesOn = Total.Statistics.HasBegun;
        foreach (var arm in _arms)
        {
            if (arm.Risk.Statistics.HasBegun) continue;
            arm.Risk.Statistics.Begin(arm.Equity, time);
            if (goesOn) Total.Statistics.Shift(arm.Equity);
        }

        if (!goesOn) Total.Statistics.Begin(Equity(), time);
        // A run that goes on after midnight: its day starts at the equity it stopped with. What happens at midnight itself belongs to the day
        // that ends, as in a run that was not stopped.
        var day = RiskStatistics.DayOf(goesOn ? time + -1 : time);
        foreach (var arm in _arms)
        {
            if (arm.Risk.Statistics.Day < day) RollDay(arm.Risk, day);
        }

        if (Total.Statistics.Day < day) RollDay(Total, day);
        foreach (var instrument in _instruments) instrument.UpdateCover(time);
        return day + Timestamp.NanosecondsPerDay;
    }

    /// <summary>After the exchange's word about a leg.</summary>
    public void AfterWord(ArmLeg leg)
    {
        if (!Watches || !_state.IsTrading) return;
        if (_watchesCover) leg.Market.UpdateCover(_clock.Now);
        Check(leg.Arm);
        CheckTotal();
    }

    /// <summary>After an instrument's positions were marked.</summary>
    public void AfterMarks(InstrumentState instrument)
    {
        if (!Watches || !_state.IsTrading) return;
        var held = false;
        foreach (var leg in instrument.Legs)
        {
            // Without a position a mark changes nothing.
            if (leg.Held == 0) continue;
            held = true;
            Check(leg.Arm);
        }

        if (held) CheckTotal();
    }

    /// <summary>A new UTC day: losses are counted from here, and breaches of the day that is over end.</summary>
    public void RollDay(Timestamp day)
    {
        foreach (var arm in _arms) RollDay(arm.Risk, day);
        RollDay(Total, day);
    }

    /// <summary>An operator resumes an arm: its breaches end and its statistics start afresh.</summary>
    public void Resume(Arm arm) => Resume(arm.Risk);

    public void ResumeTotal() => Resume(Total);

    public void Protect(InstrumentState instrument, Quantity covered)
    {
        instrument.Covered = covered;
        instrument.UpdateCover(_clock.Now);
        if (!_state.IsTrading) return;
        foreach (var leg in instrument.Legs) Check(leg.Arm);
    }

    public RiskCarry Capture()
    {
        Total.Statistics.Mark(Equity());
        return Total.Capture();
    }

    /// <summary>Takes over what the totals' limits remembered.</summary>
    public void Restore(RiskCarry total)
    {
        Total.Restore(total);
        // Arms that are no longer there took their equity with them.
        Total.Statistics.Shift(Equity() - total.Equity);
    }

    /// <summary>The arm's limits as they stand.</summary>
    public IReadOnlyList<LimitView> Views(Arm arm) => [.. arm.Settings.Limits.Select(l => View(l, arm.Risk, [arm]))];

    /// <summary>The limits on all arms together as they stand.</summary>
    public IReadOnlyList<LimitView> TotalViews(IReadOnlyList<IRiskLimit> limits) => [.. limits.Select(l => View(l, Total, _arms))];

    private LimitView View(IRiskLimit limit, RiskWatch watch, Arm[] arms)
    {
        var value = limit is IStandingLimit standing ? standing.Measure(watch.Statistics, _clock.Now) : double.NaN;
        if (limit is IOrderLimit judge)
        {
            // The leg that is nearest to the limit.
            foreach (var leg in arms.SelectMany(a => a.Legs))
            {
                var here = judge.Current(_orders.ContextOf(leg));
                if (double.IsNaN(value) || here > value) value = here;
            }
        }

        var breach = watch.BreachOf(limit);
        return new LimitView(limit.Name, limit.Description, limit.Unit, limit.Threshold, value, breach?.State ?? TradingState.Active, breach?.Time ?? Timestamp.MinValue);
    }

    private void Check(Arm arm)
    {
        var watch = arm.Risk;
        if (!watch.IsArmed) return;
        watch.Statistics.Mark(arm.Equity);
        if (_watchesCover) watch.Statistics.UncoveredSince = UncoveredSince(arm);
        Check(watch);
    }

    private void CheckTotal()
    {
        if (!Total.IsArmed) return;
        Total.Statistics.Mark(Equity());
        Check(Total);
    }

    private void Check(RiskWatch watch)
    {
        for (var i = 0; i < watch.Standing.Length; i++)
        {
            var limit = watch.Standing[i];
            var value = limit.Measure(watch.Statistics, _clock.Now);
            var beyond = value > limit.Threshold;
            if (watch.Stands(i))
            {
                if (limit.End == BreachEnd.Recovery && !beyond) End(watch, i, value, "within the limit again", _clock.Now);
            }
            else if (beyond)
            {
                Begin(watch, i, value);
            }
        }
    }

    private void Begin(RiskWatch watch, int index, double value)
    {
        var limit = watch.Standing[index];
        var breach = new LimitBreach(
            _state.Sequence, watch.Arm, limit.Name, value, limit.Threshold, new Reason(limit.Cause, value, limit.Threshold), limit.Consequence, _clock.Now, IsOver: false);
        watch.Begin(index, in breach);
        Write(watch, in breach, limit.Code);
        foreach (var arm in _arms)
        {
            if (watch.Arm != OperatorCommand.AllArms && arm.Index != watch.Arm) continue;
            arm.Settled = false;
            _orders.CancelIncreases(arm);
        }
    }

    private void End(RiskWatch watch, int index, double value, string cause, Timestamp time)
    {
        var breach = watch.Finish(index) with { Sequence = _state.Sequence, Value = value, Cause = new Reason(cause), Time = time, IsOver = true };
        Write(watch, in breach, watch.Standing[index].Code);
        foreach (var arm in _arms)
        {
            if (watch.Arm == OperatorCommand.AllArms || arm.Index == watch.Arm) arm.Settled = false;
        }
    }

    private void Write(RiskWatch watch, in LimitBreach breach, DenialCode code)
    {
        _state.Hash.Add(((long)code << 1) | (breach.IsOver ? 1L : 0));
        _state.Hash.Add(breach.Value);
        if (!_logsBreaches) return;
        var state = watch.Arm == OperatorCommand.AllArms ? watch.State : _arms[watch.Arm].Gate.State;
        _journal.LimitBreach(breach with { State = state });
    }

    private void RollDay(RiskWatch watch, Timestamp day)
    {
        watch.Statistics.Mark(EquityOf(watch));
        watch.Statistics.RollDay(day);
        for (var i = 0; i < watch.Standing.Length; i++)
        {
            if (watch.Stands(i) && watch.Standing[i].End == BreachEnd.NextDay) End(watch, i, 0, "a new day", day);
        }
    }

    private void Resume(RiskWatch watch)
    {
        watch.Statistics.Mark(EquityOf(watch));
        watch.Statistics.Renew();
        for (var i = 0; i < watch.Standing.Length; i++)
        {
            if (watch.Stands(i) && watch.Standing[i].End != BreachEnd.Recovery)
                End(watch, i, watch.Standing[i].Measure(watch.Statistics, _clock.Now), "resumed by the operator", _clock.Now);
        }
    }

    private double EquityOf(RiskWatch watch) => watch.Arm == OperatorCommand.AllArms ? Equity() : _arms[watch.Arm].Equity;

    private double Equity()
    {
        var sum = 0.0;
        foreach (var arm in _arms) sum += arm.Equity;
        return sum;
    }

    private static Timestamp UncoveredSince(Arm arm)
    {
        var since = Timestamp.MaxValue;
        foreach (var leg in arm.Legs)
        {
            if (leg.Held != 0 && leg.Market.UncoveredSince < since) since = leg.Market.UncoveredSince;
        }

        return since;
    }
}
