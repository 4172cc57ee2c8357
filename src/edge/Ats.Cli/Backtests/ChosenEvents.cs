using Ats.Domain;

namespace Ats.Cli.Backtests;

/// <summary>The part of a market that was asked for: some instruments, numbered anew in the order given, received in [from, to).</summary>
internal sealed class ChosenEvents(IMarketEventSource source, IReadOnlyList<short> instruments, Timestamp from, Timestamp to) : IMarketEventSource
{
    private readonly short[] _places = [.. Enumerable.Range(0, instruments.Max() + 1).Select(i => (short)instruments.ToList().IndexOf((short)i))];

    public int Read(Span<MarketEvent> buffer)
    {
        while (source.Read(buffer) is var read and > 0)
        {
            var kept = 0;
            foreach (ref readonly var market in buffer[..read])
            {
                var place = market.Instrument < _places.Length ? _places[market.Instrument] : (short)-1;
                if (place < 0 || market.ReceiveTime < from || market.ReceiveTime >= to) continue;
                buffer[kept] = market;
                buffer[kept++].Instrument = place;
            }

            if (kept > 0) return kept;
        }

        return 0;
    }
}
