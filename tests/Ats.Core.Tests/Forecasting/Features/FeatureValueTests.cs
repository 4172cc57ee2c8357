using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Features;

namespace Ats.Core.Tests.Forecasting.Features;

/// <summary>Features by hand.</summary>
public sealed class FeatureValueTests(MarketMinutes minutes) : IClassFixture<MarketMinutes>
{
    [Fact]
    public void All_features_of_the_synthetic_market_are_finite_and_most_of_them_move()
    {
        Assert.Equal(32, minutes.Schema.Count);
        Assert.InRange(minutes.Rows.Count, 358, 360);
        Assert.All(minutes.Rows, r => Assert.True(r.SigmaBps is > 0 and < 100 && r.Features.All(f => float.IsFinite(f) && Math.Abs(f) < 1000)));
        for (var f = 0; f < minutes.Schema.Count; f++)
        {
            // The spread is mostly a tick, and trades are often of one side.
            var least = minutes.Schema.Names[f] == "spread" || minutes.Schema.Names[f].StartsWith("trade-flow") ? 2 : 300;
            Assert.True(minutes.Rows.Select(r => r.Features[f]).Distinct().Count() >= least, minutes.Schema.Names[f]);
        }
    }

    [Fact]
    public void Returns_are_in_deviations_and_grow_from_the_start()
    {
        var schema = FeatureSchemas.Quotes();
        var rows = Hand.Rows(schema, Hand.Quotes(0.5, 400));
        foreach (var (name, seconds) in (ReadOnlySpan<(string, int)>)[("return-1s", 1), ("return-5s", 5), ("return-15s", 15), ("return-60s", 60), ("return-300s", 300)])
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var over = Math.Min(seconds, i);
                var expected = over == 0 ? 0 : 1e4 * Math.Log(rows[i].Mid / rows[i - over].Mid) / (rows[i].SigmaBps * Math.Sqrt(over));
                Assert.Equal(expected, Value(schema, rows[i], name), 1e-4);
            }
        }
    }

    [Fact]
    public void Sigma_is_the_deviation_of_one_second_returns()
    {
        // Steps of one basis point up and down, a second each.
        var events = Enumerable.Range(0, 200).Select(i => Hand.Quote(i + 0.5, 10000 + (i % 2) - 0.05, 10000 + (i % 2) + 0.05));
        Assert.Equal(1, Hand.Rows(FeatureSchemas.Quotes(), events)[^1].SigmaBps, 0.01);
        var still = Enumerable.Range(0, 200).Select(i => Hand.Quote(i + 0.5, 99, 101));
        Assert.InRange(Hand.Rows(FeatureSchemas.Quotes(), still)[^1].SigmaBps, 0.001, 0.2);
    }

    [Fact]
    public void What_rests_at_the_touch_is_seen()
    {
        var schema = FeatureSchemas.Quotes();
        MarketEvent[] events = [Hand.Quote(0, 99.8, 100.2, 3, 1), Hand.Quote(0.75, 99.9, 100.1, 1, 3), Hand.Quote(1.5, 99.9, 100.1, 2, 3)];
        var row = Hand.Rows(schema, events)[^1];
        Assert.Equal(Math.Log(2), Value(schema, row, "spread"), 1e-5);
        Assert.Equal(-0.5, Value(schema, row, "imbalance-1"), 1e-6);
        Assert.Equal((0.5 + ((0.75 * 0.5) - (0.25 * 0.5))) / 2, Value(schema, row, "lean-5s"), 1e-6); // mean of second 0 (an instant: 0.5) and second 1
        Assert.Equal(1e4 * Math.Log(99.95 / 100) / row.SigmaBps, Value(schema, row, "microprice"), 1e-3);
        // The bid rose with 1, the ask fell with 3: 1 - 3, in usual sizes of 2.
        Assert.Equal(Math.Asinh(-1), Value(schema, row, "order-flow-1s"), 1e-6);
    }

    [Fact]
    public void Trades_are_seen()
    {
        var schema = FeatureSchemas.Quotes();
        MarketEvent[] events = [Hand.Quote(0.1, 99, 101), Hand.Trade(0.2, 101, 3), Hand.Trade(0.3, 99, 1, Side.Sell), Hand.Quote(1.5, 99, 101)];
        var row = Hand.Rows(schema, events)[^1];
        Assert.Equal(0.5, Value(schema, row, "trade-flow-1s"), 1e-6);
        Assert.Equal(0.5, Value(schema, row, "trade-flow-15s"), 1e-6);
        Assert.Equal(Math.Log(2.1), Value(schema, row, "trade-rate-60s"), 1e-6);
        Assert.Equal(1e4 * Math.Log(100.5 / 100) / (row.SigmaBps * Math.Sqrt(60)), Value(schema, row, "vwap-60s"), 1e-2);
        Assert.Equal(1e4 * Math.Log(0.99) / row.SigmaBps, Value(schema, row, "last"), 1e-1);
    }

    [Fact]
    public void The_profile_of_the_book_is_seen()
    {
        var schema = FeatureSchemas.Book();
        var events = new List<MarketEvent>();
        for (var i = 0; i < 30; i++)
        {
            events.Add(Hand.Level(0.5, Side.Buy, 99.9 - (0.1 * i), i < 10 ? 3 * Math.Exp(0.2 * i) : 3, i == 0 ? MarketEventFlags.Clear : MarketEventFlags.None));
            events.Add(Hand.Level(0.5, Side.Sell, 100 + (0.1 * i), i < 10 ? Math.Exp(0.2 * i) : 9, i == 29 ? MarketEventFlags.Last : MarketEventFlags.None));
        }

        events.Add(Hand.Level(1.5, Side.Buy, 99.9, 3));
        var row = Hand.Rows(schema, events)[^1];
        foreach (var name in (string[])["imbalance-1", "imbalance-3", "imbalance-5", "imbalance-10", "lean-5s"]) Assert.Equal(0.5, Value(schema, row, name), 1e-6);
        Assert.Equal(-0.5, Value(schema, row, "imbalance-11-25"), 1e-6);
        var ten = new List<MarketEvent>(events.Where(e => e.A is > 989_500_000_000 and < 1_010_000_000_000));
        ten[^2] = ten[^2] with { Flags = ten[^2].Flags | MarketEventFlags.Last };
        Assert.Equal(0.2, Value(schema, Hand.Rows(schema, ten)[^1], "steepness-12"), 1e-5);
    }

    [Fact]
    public void The_day_is_a_circle()
    {
        var schema = FeatureSchemas.Trades();
        var row = Hand.Rows(schema, [Hand.Trade(21_600, 100), Hand.Trade(21_601, 100)])[0];
        Assert.Equal((1f, 0f), (MathF.Round(Value(schema, row, "day-sin"), 5), MathF.Round(Value(schema, row, "day-cos"), 5)));
    }

    private static float Value(FeatureSchema schema, Row row, string name) => row.Features[schema.Names.ToList().IndexOf(name)];
}
