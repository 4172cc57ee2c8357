using Ats.Core.Tests.Forecasting;
using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Scoring;
using Ats.Mlops.Baselines;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace Ats.Edge.Tests.Mlops.Baselines;

public sealed class GradientBoostedTreesTests
{
    private static readonly SampleSet Samples = SyntheticMarket.Samples(14_000, 51, push: 0.25);
    private static readonly SampleRange Training = new(0, 8_000);
    private static readonly SampleRange Test = new(8_100, 14_000);
    private static readonly GradientBoostedTrees Trees = new(new GradientBoostedTreesSettings(RowsPerLeaf: 200));
    private static readonly Lazy<IPredictor> Fitted = new(() => Trees.Fit(Samples, Training));

    [Fact]
    public void Where_the_imbalance_pushes_the_trees_beat_the_random_walk()
    {
        var reference = new VolatilityRandomWalk().Fit(Samples, Training);
        var score = ForecastScorer.Score(Fitted.Value, reference, Samples, Test).Horizon(15);
        Assert.True(score.R2 > 0.03 && score.DmT > 2, $"R2 {score.R2}, t {score.DmT}");
        Assert.InRange(score.Coverage90!.Value, 0.86, 0.94);
    }

    [Fact]
    public void On_a_random_walk_few_trees_or_none_are_grown()
    {
        var walk = SyntheticMarket.Samples(8_000, 52, push: 0);
        var predictor = Trees.Fit(walk, new SampleRange(0, 6_000));
        var reference = new VolatilityRandomWalk().Fit(walk, new SampleRange(0, 6_000));
        Assert.True(ForecastScorer.Score(predictor, reference, walk, new SampleRange(6_100, 8_000)).Horizon(15).R2 > -0.02);
    }

    [Fact]
    public void The_extracted_trees_say_what_the_library_says()
    {
        var context = new MLContext(1);
        var rows = Enumerable.Range(100, 4_000).Select(i => new TreeRow { Features = Samples.Row(i).ToArray(), Label = Samples.Label(i, 1) }).ToArray();
        var definition = SchemaDefinition.Create(typeof(TreeRow));
        definition[nameof(TreeRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Samples.Schema.Count);
        var data = context.Data.LoadFromEnumerable(rows, definition);
        var model = context.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options { NumberOfTrees = 30, NumberOfThreads = 1 }).Fit(data);
        var theirs = model.Transform(data).GetColumn<float>("Score").ToArray();
        var trees = GradientBoostedTrees.Extract(model.Model);
        for (var i = 0; i < rows.Length; i++) Assert.Equal(theirs[i], TreePredictor.Sum(trees, rows[i].Features), 1e-4);
    }

    [Fact]
    public void The_same_rows_give_the_same_trees_and_a_step_allocates_nothing()
    {
        var again = Trees.Fit(Samples, Training);
        var (a, b) = (new float[30], new float[30]);
        for (var i = 0; i < 100; i++) Step(i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 100; i < 2_000; i++) Step(i);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Step(int i)
        {
            Fitted.Value.Step(Samples.Row(i), 1, a);
            again.Step(Samples.Row(i), 1, b);
            if (!a.AsSpan().SequenceEqual(b)) Assert.Fail("Two fits differ.");
        }
    }
}
