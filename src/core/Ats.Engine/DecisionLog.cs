using Ats.Domain;

namespace Ats.Engine;

/// <summary>Every decision with its reason: counted, hashed where it is a denial, and journaled as the journal wants it.</summary>
internal sealed class DecisionLog(EngineSettings settings, IJournal journal, Clock clock, DeskState state)
{
    private readonly IJournal _journal = journal;
    private readonly Clock _clock = clock;
    private readonly DeskState _state = state;
    private readonly bool _logsDecisions = journal.Kinds.HasFlag(JournalKind.Decision);
    private readonly bool _everyDecision = journal.EveryDecision;
    /// <summary>Refusals of one direction are journaled this far apart; all are counted.</summary>
    private const long RefusalInterval = 10 * Timestamp.NanosecondsPerSecond;

    private readonly double _spreadAllowanceBps = settings.SpreadAllowanceBps;

    /// <summary>Why a wish, in signed base units, leads to no order.</summary>
    public static Reason TooSmall(ArmLeg leg, double wish) =>
        new("wants {0}, less than the smallest order of {1}", wish, leg.Instrument.MinQuantity.ToDouble());

    /// <summary>A chance the strategy let go.</summary>
    public void Refused(ArmLeg leg, in Refusal refusal)
    {
        leg.Arm.RefusalCount++;
        leg.RefusedEdgeBps = refusal.EdgeBps;
        var sign = double.IsNaN(refusal.EdgeBps) ? 0 : Math.Sign(refusal.EdgeBps);
        if (!_logsDecisions || (!_everyDecision && sign == leg.RefusalSign && leg.RefusalNotedAt != Timestamp.MinValue && _clock.Now - leg.RefusalNotedAt < RefusalInterval)) return;
        leg.RefusalSign = sign;
        leg.RefusalNotedAt = _clock.Now;
        var signal = leg.Arm.Targets[leg.Index].WithEdge(refusal.EdgeBps);
        Write(leg, in signal, leg.Target, DecisionOutcome.Refused, Verdict.Approved, default, refusal.Reason);
    }

    /// <summary>Journals a decision when it is new (outcome, denial or order), or always where the journal wants every one.</summary>
    public void Record(ArmLeg leg, in Signal signal, Quantity target, DecisionOutcome outcome, Verdict verdict, ClientOrderId order, Reason? reason)
    {
        var isNew = outcome != leg.LastOutcome || verdict.Code != leg.LastDenial || outcome == DecisionOutcome.Ordered;
        leg.LastOutcome = outcome;
        leg.LastDenial = verdict.Code;
        if (isNew && outcome == DecisionOutcome.Denied)
        {
            leg.Arm.DenialCount++;
            _state.Hash.Add((long)verdict.Code);
        }

        if (!_logsDecisions || (!_everyDecision && !Worth(outcome, isNew))) return;
        Write(leg, in signal, target, outcome, verdict, order, reason ?? (signal.IsHold ? new Reason("no opinion: warming up or holding") : leg.Arm.Strategy.Explain(leg.Index)));
    }

    private void Write(ArmLeg leg, in Signal signal, Quantity target, DecisionOutcome outcome, Verdict verdict, ClientOrderId order, Reason why)
    {
        var arm = leg.Arm;
        var used = arm.Strategy.ForecastOf(leg.Index);
        var cost = double.IsNaN(signal.EdgeBps) ? double.NaN : arm.ListensToForecasts ? leg.CostBps : (20_000 * (double)leg.Instrument.Fees.TakerRate) + _spreadAllowanceBps;
        _journal.Decision(new Decision(
            _state.Sequence, arm.Index, leg.InstrumentIndex, _clock.Now, signal.Level, target, leg.Position.Quantity, leg.Market.MarkPrice, signal.EdgeBps, cost, why, outcome, verdict, order)
        {
            ModelVersion = used.ModelVersion,
            HorizonNanoseconds = used.HorizonNanoseconds,
            ForecastBps = used.ExpectedBps,
        });
    }

    /// <summary>By default orders, denials and wishes too small to trade are kept, as are lost forecasts; waiting and having nothing to do are their echo.</summary>
    private static bool Worth(DecisionOutcome outcome, bool isNew) =>
        isNew && outcome is DecisionOutcome.Ordered or DecisionOutcome.Denied or DecisionOutcome.TooSmall or DecisionOutcome.Hold or DecisionOutcome.NoForecast;
}
