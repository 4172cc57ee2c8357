using Ats.Domain;

namespace Ats.Engine;

/// <summary>Feeds an engine the inputs of a journaled run, in their recorded order: market events from the journal itself or from the tape the run names, words from the exchange from the journal.</summary>
public static class Replay
{
    /// <param name="engine">A fresh engine made from the run's settings, on a <see cref="ReplayGateway"/>.</param>
    /// <param name="orderEvents">The run's order events with their sequence numbers, ascending.</param>
    /// <param name="market">The run's market events in order.</param>
    /// <exception cref="InvalidOperationException">The market data ends before the recorded words do.</exception>
    public static void Run(TradingEngine engine, IEnumerable<(long Sequence, OrderEvent Event)> orderEvents, IMarketEventSource market)
    {
        using var words = orderEvents.GetEnumerator();
        var more = words.MoveNext();
        var buffer = new MarketEvent[512];
        int read;
        while ((read = market.Read(buffer)) > 0)
        {
            foreach (ref readonly var e in buffer.AsSpan(0, read))
            {
                while (more && words.Current.Sequence == engine.Sequence + 1)
                {
                    engine.Handle(words.Current.Event);
                    more = words.MoveNext();
                }

                engine.Handle(in e);
            }
        }

        while (more && words.Current.Sequence == engine.Sequence + 1)
        {
            engine.Handle(words.Current.Event);
            more = words.MoveNext();
        }

        if (more) throw new InvalidOperationException($"The market data ends at input {engine.Sequence}, but the journal has an order event at {words.Current.Sequence}: this is not the run's data.");
    }
}
