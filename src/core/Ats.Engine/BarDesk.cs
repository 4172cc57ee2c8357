using System.Runtime.CompilerServices;
using Ats.Domain;

namespace Ats.Engine;

/// <summary>Bars, as they come or built from ticks, to the strategies that listen to them.</summary>
internal sealed class BarDesk(EngineSettings settings, InstrumentState[] instruments, ArmDesk desk, RiskDesk risk, EngineTimers timers)
{
    private readonly EngineSettings _settings = settings;
    private readonly InstrumentState[] _instruments = instruments;
    private readonly ArmDesk _desk = desk;
    private readonly RiskDesk _risk = risk;
    private readonly bool _watches = risk.Watches;
    private readonly EngineTimers _timers = timers;

    /// <summary>History: strategies see it, and what is left of the current bar goes on with the live trades.</summary>
    public void OnWarmUpBar(InstrumentState state, in Bar bar)
    {
        state.HasTrades = true;
        state.Last = bar.Close.Raw;
        foreach (var feed in state.Feeds)
        {
            if (feed.Interval.Milliseconds == bar.Interval.Milliseconds) Dispatch(state, feed, in bar);
            else if (feed.Interval.Milliseconds > bar.Interval.Milliseconds) Aggregate(state, feed, in bar);
        }

        _timers.Plan();
    }

    public void OnBar(InstrumentState state, in Bar bar)
    {
        state.HasBars = true;
        state.Last = bar.Close.Raw;
        MarkLegs(state.Legs, in bar);
        if (_watches) _risk.AfterMarks(state);
        foreach (var feed in state.Feeds)
        {
            if (feed.Interval.Milliseconds == bar.Interval.Milliseconds) Dispatch(state, feed, in bar);
            else if (feed.Interval.Milliseconds > bar.Interval.Milliseconds) Aggregate(state, feed, in bar);
        }
    }

    public void BuildFromMid(InstrumentState state, Timestamp received)
    {
        if (!state.HasTrades && !state.HasBars) Build(state, new Price(state.Mark), Quantity.Zero, received);
        else if (!_timers.IsMarking && !state.HasBars) _timers.StartMarks(received);
    }

    public void Build(InstrumentState state, Price price, Quantity quantity, Timestamp received)
    {
        foreach (var feed in state.Feeds)
        {
            var starts = feed.Builder.NextClose == Timestamp.MaxValue;
            feed.Builder.Add(price, quantity, received);
            if (starts) _timers.Plan();
        }

        if (!_timers.IsMarking) _timers.StartMarks(received);
    }

    public void CloseBars(Timestamp due)
    {
        foreach (var state in _instruments)
        {
            if (state.HasBars) continue;
            foreach (var feed in state.Feeds)
            {
                if (feed.Builder.NextClose > due) continue;
                if (due - feed.Builder.LastUpdate > _settings.GapFor(feed.Interval)) feed.Builder.Reset();
                else Dispatch(state, feed, feed.Builder.Emit());
            }
        }
    }

    private static void MarkLegs(ArmLeg[] legs, in Bar bar)
    {
        // Prices are divided once a bar, not once an arm, and only when somebody holds something.
        double low = 0, high = 0, close = 0;
        foreach (var leg in legs)
        {
            if (leg.Held == 0) continue;
            if (close == 0)
            {
                low = bar.Low.ToDouble();
                high = bar.High.ToDouble();
                close = bar.Close.ToDouble();
            }

            leg.Mark(low, high, close);
        }
    }

    private void Aggregate(InstrumentState state, BarFeed feed, in Bar bar)
    {
        var builder = feed.Builder;
        if (bar.CloseTime - builder.LastUpdate > _settings.GapFor(feed.Interval)) builder.Reset();
        while (builder.NextClose < bar.CloseTime) Dispatch(state, feed, builder.Emit());
        builder.Add(in bar);
        if (builder.NextClose <= bar.CloseTime) Dispatch(state, feed, builder.Emit());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Dispatch(InstrumentState state, BarFeed feed, in Bar bar)
    {
        if (feed.LastClose != Timestamp.MinValue && bar.OpenTime - feed.LastClose > _settings.GapFor(feed.Interval)) Restart(feed.Legs, bar.CloseTime);
        feed.LastClose = bar.CloseTime;
        foreach (var leg in feed.Legs)
        {
            var arm = leg.Arm;
            arm.Observations++;
            if (arm.MeasuresBars) leg.Sizing.OnBar(in bar);
            var standing = arm.Targets[leg.Index];
            arm.Strategy.OnBar(leg.Index, in bar, arm.Targets);
            if (arm.Sheet is null) _desk.Consider(arm);
            else OnQuotingBar(state, leg, in bar);
            // Bars built from ticks are judged second by second, see MarkAll: their extremes may be older than the position.
            if (leg.Held != 0 && state.HasBars && !double.IsNaN(standing.Stop)) _desk.CheckStop(leg, in standing, bar.Low.ToDouble(), bar.High.ToDouble());
        }
    }

    private void OnQuotingBar(InstrumentState state, ArmLeg leg, in Bar bar)
    {
        ((QuotingStrategy)leg.Arm.Strategy).OnBar(in bar);
        if (state.Bid != 0) return;
        // Nobody told the best prices. A maker's order at the last price itself would take as often as not; a tick to either side rests.
        var tick = state.Instrument.TickSize.ToDouble();
        var close = bar.Close.ToDouble();
        if (close > tick) _desk.Requote(leg, close - tick, close + tick);
    }

    private static void Restart(ArmLeg[] legs, Timestamp close)
    {
        foreach (var leg in legs) leg.Arm.Restart(close);
    }
}
