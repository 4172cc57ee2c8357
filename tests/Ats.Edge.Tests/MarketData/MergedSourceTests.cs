using Ats.Domain;
using Ats.MarketData;
using CsCheck;
using Xunit;

namespace Ats.Edge.Tests.MarketData;

public sealed class MergedSourceTests
{
    [Fact]
    public void Any_sources_merge_into_the_stable_order_of_receive_times() =>
        Gen.Select(Gen.Long[0, 30].Array[0, 60].Array[0, 6], Gen.Int[1, 50]).Sample(
            t =>
            {
                var (times, bufferSize) = t;
                var sources = times.Select((own, i) => own.Order().Select((time, j) => new MarketEvent { Instrument = (short)i, ReceiveTime = new Timestamp(time), A = j }).ToArray()).ToList();
                var expected = sources.SelectMany(s => s).OrderBy(e => e.ReceiveTime.Nanoseconds).ToList();
                var merged = Scratch.ReadAll(new MergedSource([.. sources.Select(s => new ArraySource(s))]), bufferSize);
                Assert.Equal(expected, merged);
            },
            iter: 500,
            seed: "0000LdCH7Kn2");

    private sealed class ArraySource(MarketEvent[] events) : IMarketEventSource
    {
        private int _next;

        public int Read(Span<MarketEvent> buffer)
        {
            var take = Math.Min(buffer.Length, Math.Min(7, events.Length - _next));
            events.AsSpan(_next, take).CopyTo(buffer);
            _next += take;
            return take;
        }
    }
}
