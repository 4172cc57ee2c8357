using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Features;
using Ats.Forecasting.Network;
using Ats.Simulation.Markets;

namespace Ats.Core.Tests.Forecasting.Network;

/// <summary>The signs of mirrored features, against a tape turned upside down: prices reflected, bids made asks, buyers sellers.</summary>
public sealed class FeatureMirrorTests
{
    [Fact]
    public void A_market_turned_upside_down_has_the_directed_features_negated_and_the_others_unchanged()
    {
        var events = Events();
        var around = 2 * events.First(e => e.Kind == MarketEventKind.Trade).A;
        var schema = FeatureSchemas.Book();
        var upright = Rows(schema, events);
        var turned = Rows(schema, [.. events.Select(e => Turned(e, around))]);
        Assert.Equal(upright.Count, turned.Count);
        var signs = FeatureMirror.Signs(schema);
        Assert.Equal(22, signs.Count(s => s < 0));
        for (var f = 0; f < schema.Count; f++)
        {
            // A reflection of prices is one of their logarithms only nearly.
            double apart = 0, size = 0;
            for (var i = 60; i < upright.Count; i++)
            {
                apart += Math.Abs((signs[f] * upright.Row(i)[f]) - turned.Row(i)[f]);
                size += Math.Abs(upright.Row(i)[f]);
            }

            Assert.True(apart < 0.01 * size, $"{schema.Names[f]}: {apart / size:0.000} apart");
        }
    }

    private static List<MarketEvent> Events()
    {
        var tape = new SyntheticTape(new SyntheticTapeSettings(77, 0.1) { Levels = 50, BookMilliseconds = 500 });
        var events = new List<MarketEvent>();
        var buffer = new MarketEvent[1024];
        for (var n = tape.Read(buffer); n > 0; n = tape.Read(buffer))
            foreach (var e in buffer.AsSpan(0, n))
                if (e.Instrument == 0 && e.Kind is MarketEventKind.Trade or MarketEventKind.BookLevel) events.Add(e);
        return events;
    }

    private static MarketEvent Turned(MarketEvent e, long around)
    {
        e.A = around - e.A;
        e.Flags ^= MarketEventFlags.Sell;
        return e;
    }

    private static SampleSet Rows(FeatureSchema schema, List<MarketEvent> events)
    {
        var builder = new SampleBuilder(SyntheticTape.Instruments[0], 0, schema);
        foreach (var e in events) builder.Add(in e);
        return builder.ToSampleSet();
    }
}
