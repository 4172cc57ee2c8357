using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Scoring;
using CsCheck;

namespace Ats.Core.Tests.Forecasting.Scoring;

public sealed class WalkForwardTests
{
    [Fact]
    public void No_label_of_a_span_reaches_into_the_embargo_before_the_next() =>
        Gen.Select(Gen.Int[2_500, 5_000], Gen.Int[0, 900], Gen.Int[1, 5], Gen.Int[75, 200], Gen.Double[0.1, 0.3]).Sample((count, gap, folds, embargo, validation) =>
        {
            var samples = SyntheticMarket.Samples(count, 3, push: 0, gapEvery: gap < 100 ? 0 : gap, noise: 0);
            var span = new SampleRange(10, count - 10);
            foreach (var fold in WalkForward.Folds(samples, span, new WalkForwardSettings(folds, 0.5, validation, embargo, 100)))
            {
                Assert.True(fold.Training.Start >= span.Start && fold.Test.End <= span.End && fold.Test.Count > 0);
                Apart(samples, fold.Training, fold.Validation, embargo);
                Apart(samples, fold.Validation, fold.Test, embargo);
            }
        });

    [Fact]
    public void Test_spans_follow_one_another_to_the_end_and_training_grows()
    {
        var samples = SyntheticMarket.Samples(9_000, 3, push: 0, noise: 0);
        var folds = WalkForward.Folds(samples, samples.All, new WalkForwardSettings());
        Assert.Equal(5, folds.Count);
        Assert.Equal(4_500, folds[0].Test.Start);
        Assert.Equal(9_000, folds[^1].Test.End);
        Assert.All(folds.Zip(folds.Skip(1)), pair => Assert.Equal(pair.First.Test.End, pair.Second.Test.Start));
        Assert.All(folds.Zip(folds.Skip(1)), pair => Assert.True(pair.Second.Training.Count > pair.First.Training.Count));
        // No more is purged than must be: 60 s of label and 75 s of embargo.
        Assert.Equal(folds[0].Test.Start - 134, folds[0].Validation.End);
    }

    [Fact]
    public void A_short_span_and_a_short_embargo_are_refused()
    {
        var samples = SyntheticMarket.Samples(1_500, 3, push: 0, noise: 0);
        Assert.Contains("too short", Assert.Throws<ArgumentException>(() => WalkForward.Folds(samples, samples.All, new WalkForwardSettings())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => WalkForward.Folds(samples, samples.All, new WalkForwardSettings(EmbargoSeconds: 74)));
    }

    private static void Apart(SampleSet samples, SampleRange before, SampleRange after, int embargo)
    {
        var end = samples.Times[before.End - 1] + ((60L + embargo) * Timestamp.NanosecondsPerSecond);
        Assert.True(end <= samples.Times[after.Start]);
    }
}
