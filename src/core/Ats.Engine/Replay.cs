using Ats.Domain;

namespace Ats.Engine;

/// <summary>Feeds an engine the inputs of a journaled run, in their recorded order: market events from the journal itself or from the tape the run names, words from the exchange from the journal.</summary>
public static class Replay
{
    /// <param name="engine">A fresh engine made from the run's settings, on a <see cref="ReplayGateway"/>.</param>
    /// <param name="orderEvents">The run's order events with their sequence numbers, ascending.</param>
    /// <param name="market">The run's market events in order.</param>
    /// <exception cref="InvalidOperationException">The market data ends before the recorded words do.</exception>
    public static void Run(TradingEngine engine, IEnumerable<(long Sequence, OrderEvent Event)> orderEvents, IMarketEventSource market) =>
        Run(engine, orderEvents.Select(w => new JournalEntry(JournalKind.OrderEvent, w.Sequence, w.Event)), market);

    /// <param name="engine">A fresh engine made from the run's settings, on a <see cref="ReplayGateway"/>.</param>
    /// <param name="recorded">The run's order events, and those market events that are not in <paramref name="market"/> (forecasts), by sequence, ascending.</param>
    /// <param name="market">The run's other market events in order.</param>
    /// <exception cref="InvalidOperationException">The market data ends before the recorded inputs do.</exception>
    public static void Run(TradingEngine engine, IEnumerable<JournalEntry> recorded, IMarketEventSource market)
    {
        using var inputs = recorded.GetEnumerator();
        var more = inputs.MoveNext();
        var buffer = new MarketEvent[512];
        int read;
        while ((read = market.Read(buffer)) > 0)
        {
            foreach (ref readonly var e in buffer.AsSpan(0, read))
            {
                more = Feed(engine, inputs, more);
                engine.Handle(in e);
            }
        }

        if (Feed(engine, inputs, more))
            throw new InvalidOperationException($"The market data ends at input {engine.Sequence}, but the journal has an input at {inputs.Current.Sequence}: this is not the run's data.");
    }

    /// <summary>Everything recorded that comes next; false when there is no more.</summary>
    private static bool Feed(TradingEngine engine, IEnumerator<JournalEntry> inputs, bool more)
    {
        while (more && inputs.Current.Sequence == engine.Sequence + 1)
        {
            if (inputs.Current.Fact is MarketEvent market) engine.Handle(in market);
            else engine.Handle((OrderEvent)inputs.Current.Fact);
            more = inputs.MoveNext();
        }

        return more;
    }
}
