using Ats.Core.Tests.Engine;
using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Features;

namespace Ats.Core.Tests.Forecasting.Features;

public sealed class FeatureSchemaTests(MarketMinutes minutes) : IClassFixture<MarketMinutes>
{
    private static readonly FeatureSchema[] All =
    [
        FeatureSchemas.Book(), FeatureSchemas.Book(hasTrades: false), FeatureSchemas.Book(3_000_000_000), FeatureSchemas.Quotes(), FeatureSchemas.Quotes(hasTrades: false),
        FeatureSchemas.Quotes(aggregatedSizes: true), FeatureSchemas.Trades(), FeatureSchemas.Trades(20_000_000_000),
    ];

    [Fact]
    public void What_the_data_has_not_is_absent_and_the_hash_tells()
    {
        Assert.Equal(All.Length, All.Select(s => s.Hash).Distinct().Count());
        Assert.DoesNotContain(FeatureSchemas.Trades().Names, n => n.Contains("imbalance") || n.Contains("spread") || n.Contains("order-flow") || n == "last");
        Assert.DoesNotContain(FeatureSchemas.Quotes(aggregatedSizes: true).Names, n => n == "microprice" || n.StartsWith("order-flow"));
        Assert.DoesNotContain(FeatureSchemas.Book(hasTrades: false).Names, n => n.StartsWith("trade") || n.StartsWith("vwap") || n == "last");
        Assert.All(All, s => Assert.Equal(s.Count, s.Names.Distinct().Count()));
    }

    [Fact]
    public void The_schema_follows_the_data()
    {
        var survey = FeatureSurvey.Of(new ArraySource(minutes.Events), 0);
        Assert.True(survey.BookMessages > 3000 && survey.Trades > 500 && survey.MedianUpdateNanoseconds == 100_000_000);
        Assert.Equal(FeatureSchemas.Book(), FeatureSchemas.For(survey));
        Assert.Equal(FeatureSchemas.Trades(), FeatureSchemas.For(FeatureSurvey.Of(new ArraySource(minutes.Events.Where(e => e.Kind == MarketEventKind.Trade).ToArray()), 0)));
        var polled = Enumerable.Range(0, 50).Select(i => Hand.Quote(i * 5.6, 99, 101) with { Flags = MarketEventFlags.AggregatedSize }).ToArray();
        Assert.Equal(FeatureSchemas.Quotes(17_000_000_000, false, true), FeatureSchemas.For(FeatureSurvey.Of(new ArraySource(polled), 0)));
        Assert.Throws<ArgumentException>(() => FeatureSchemas.For(FeatureSurvey.Of(new ArraySource([]), 0)));
        Assert.Throws<ArgumentException>(() => FeatureSchemas.For(FeatureSurvey.Of(new ArraySource(minutes.Events), 7)));
    }

    [Fact]
    public void A_feature_of_another_version_is_refused_by_name()
    {
        var other = FeatureSchemas.Quotes() with { Names = ["return-1s", "tea-leaves"] };
        Assert.Contains("tea-leaves", Assert.Throws<ArgumentException>(() => new FeatureEngine(other, 0, Hand.Tick)).Message);
    }

    [Fact]
    public void A_polled_tape_has_rows_between_its_polls()
    {
        var schema = FeatureSchemas.Quotes(17_000_000_000, false, true);
        var polled = Enumerable.Range(0, 50).Select(i => Hand.Quote(i * 5.6, 99 + (i % 3), 101 + (i % 3))).ToArray();
        var rows = Hand.Rows(schema, polled);
        Assert.Equal(275, rows.Count);
        Assert.Single(rows, r => r.Starts);
    }
}
