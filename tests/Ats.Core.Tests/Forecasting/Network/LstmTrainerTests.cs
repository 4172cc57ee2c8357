using Ats.Domain;
using Ats.Forecasting.Network;

namespace Ats.Core.Tests.Forecasting.Network;

public sealed class LstmTrainerTests
{
    private static readonly LstmTrainingSettings Small = new() { Hidden = 12, Layers = 1, Lanes = 8, LanesOfGroup = 4, Steps = 20, BurnIn = 5, Epochs = 3, Dropout = 0.1 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(VectorWidth.Auto)]
    [InlineData(VectorWidth.Portable)]
    public void The_same_seed_gives_the_same_weights_to_the_bit(VectorWidth width)
    {
        var rows = MadeUpRows.Noise(600, 4, 2, 5);
        var first = new LstmTrainer(Small).Train(rows, rows, 3, cancel: Cancel);
        var second = new LstmTrainer(Small with { Width = width }, new Backwards()).Train(rows, rows, 3, cancel: Cancel);
        Assert.True(first.Network.Weights.SequenceEqual(second.Network.Weights));
        Assert.Equal(first.Epochs, second.Epochs);
        Assert.False(first.Network.Weights.SequenceEqual(new LstmTrainer(Small).Train(rows, rows, 4, cancel: Cancel).Network.Weights));
    }

    [Fact]
    public void Training_ends_when_validation_does_not_improve_and_the_best_epoch_is_kept()
    {
        var rows = MadeUpRows.Noise(600, 4, 1, 5);
        var settings = Small with { Epochs = 40, Patience = 3, Dropout = 0, AverageUpdates = 0, LearningRate = 0.02, WeightDecay = 0 };
        var result = new LstmTrainer(settings).Train(rows, MadeUpRows.Noise(600, 4, 1, 6), 3, cancel: Cancel);
        Assert.True(result.Epochs.Count < 40);
        Assert.Equal(result.Epochs.Min(e => e.ValidationLoss), result.ValidationLoss);
        Assert.Equal(3, result.Epochs.Count - result.Epochs.Last(e => e.Best).Epoch);
        Assert.Equal(result.ValidationLoss, new LstmValidation(MadeUpRows.Noise(600, 4, 1, 6), settings).Loss(result.Network, new InlineLanes(), Cancel));
    }

    [Fact]
    public void Mirrored_lanes_teach_no_direction()
    {
        // All outcomes are up: as they are, the network learns to say so; with mirrored lanes it does not.
        var rows = MadeUpRows.Noise(600, 2, 1, 5);
        for (var i = 0; i < rows.Targets.Length; i++) rows.Targets[i] = 1;
        var mirrored = new LstmRows(2, 1, rows.Inputs, rows.Targets, rows.Starts, rows.Ready) { Mirror = [-1, 1] };
        var settings = Small with { Epochs = 20, Patience = 20, LearningRate = 0.02 };
        Assert.True(Mean(new LstmTrainer(settings).Train(rows, rows, 3, cancel: Cancel).Network) > 0.8);
        Assert.InRange(Mean(new LstmTrainer(settings).Train(mirrored, rows, 3, cancel: Cancel).Network), -0.3, 0.3);

        double Mean(LstmNetwork network)
        {
            var stream = new LstmStream(network);
            var output = new float[10];
            return Enumerable.Range(0, 200).Average(i =>
            {
                stream.Step(rows.Inputs.AsSpan(i * 2, 2), output);
                return output[0];
            });
        }
    }

    [Fact]
    public void Training_stops_when_told()
    {
        using var cancel = new CancellationTokenSource();
        var rows = MadeUpRows.Noise(600, 4, 1, 5);
        Assert.Throws<OperationCanceledException>(() => new LstmTrainer(Small).Train(rows, rows, 1, e => cancel.Cancel(), cancel: cancel.Token));
    }

    [Fact]
    public void Training_begins_from_a_parent_where_one_is_given()
    {
        var rows = MadeUpRows.Noise(600, 4, 1, 5);
        var parent = new LstmTrainer(Small with { Epochs = 10 }).Train(rows, rows, 3, cancel: Cancel);
        var still = Small with { LearningRate = 1e-9, WeightDecay = 0 };
        Assert.Equal(parent.ValidationLoss, new LstmTrainer(still).Train(rows, rows, 9, parent: parent.Network, cancel: Cancel).ValidationLoss, 1e-4);
        Assert.True(new LstmTrainer(still).Train(rows, rows, 9, cancel: Cancel).ValidationLoss > parent.ValidationLoss + 0.01);
        Assert.Throws<ArgumentException>(() => new LstmTrainer(still with { Hidden = 13 }).Train(rows, rows, 9, parent: parent.Network, cancel: Cancel));
    }

    [Fact]
    public void Settings_and_rows_that_cannot_be_are_refused()
    {
        var rows = MadeUpRows.Noise(50, 2, 1, 5);
        Assert.Throws<ArgumentException>(() => new LstmTrainer(new LstmTrainingSettings { Lanes = 10, LanesOfGroup = 4 }));
        Assert.Throws<ArgumentException>(() => new LstmTrainer(Small with { HorizonWeights = [1, 1] }).Train(rows, rows, 1, cancel: Cancel));
        Assert.Throws<ArgumentException>(() => new LstmTrainer(Small).Train(rows, MadeUpRows.Noise(50, 3, 1, 5), 1, cancel: Cancel));
        Assert.Throws<ArgumentException>(() => new LstmRows(2, 1, new float[3], new float[2], new bool[2], new bool[2]));
        rows.Inputs[7] = float.NaN;
        Assert.Throws<InvalidOperationException>(() => new LstmTrainer(Small).Train(rows, rows, 1, cancel: Cancel));
    }

    [Fact]
    public void It_learns_what_needs_memory_and_a_product_where_a_line_cannot()
    {
        // The outcome is half noise; the rest is a leaky sum of one input times a slow regime, seen through noise.
        var training = LeakySumTimesRegime(40_000, 1, out _);
        var validation = LeakySumTimesRegime(4_000, 2, out _);
        var test = LeakySumTimesRegime(10_000, 3, out var known);
        var settings = new LstmTrainingSettings { Hidden = 16, Layers = 1, Epochs = 25, LanesOfGroup = 32, Steps = 40, BurnIn = 40, LearningRate = 1e-2, Dropout = 0, WeightDecay = 0.5 };
        var result = new LstmTrainer(settings).Train(training, validation, 5, cancel: Cancel);
        var network = R2(result.Network, test);
        var line = LineR2(training, test);
        Assert.InRange(known, 0.45, 0.55);
        Assert.True(network > 0.75 * known, $"{network:0.000} of {known:0.000}; a line {line:0.000}");
        Assert.True(line < 0.25 * known, $"the line alone has {line:0.000} of {known:0.000}");
    }

    private static LstmRows LeakySumTimesRegime(int count, ulong seed, out double known)
    {
        var rng = new Rng(seed);
        var inputs = new float[count * 2];
        var targets = new float[count];
        double sum = 0, regime = 0, explained = 0, all = 0;
        for (var i = 0; i < count; i++)
        {
            var x = rng.NextNormal();
            sum = (0.8 * sum) + (0.6 * x);
            regime = (0.99 * regime) + (0.1411 * rng.NextNormal());
            var signal = sum * Math.Sign(regime);
            inputs[i * 2] = (float)x;
            inputs[(i * 2) + 1] = (float)(regime + (0.2 * rng.NextNormal()));
            targets[i] = (float)(signal + rng.NextNormal());
            explained += signal * signal;
            all += targets[i] * targets[i];
        }

        known = explained / all;
        var ready = new bool[count];
        Array.Fill(ready, true);
        return new LstmRows(2, 1, inputs, targets, [.. ready.Select((_, i) => i == 0)], ready);
    }

    private static double R2(LstmNetwork network, LstmRows rows)
    {
        var stream = new LstmStream(network);
        var output = new float[10];
        double rest = 0, all = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            stream.Step(rows.Inputs.AsSpan(i * 2, 2), output);
            rest += Math.Pow(rows.Targets[i] - output[0], 2);
            all += Math.Pow(rows.Targets[i], 2);
        }

        return 1 - (rest / all);
    }

    /// <summary>Least squares on the two inputs and their running means over 5 and 25 rows: what a line with memory gets.</summary>
    private static double LineR2(LstmRows training, LstmRows test)
    {
        const int Columns = 6;
        var normal = new double[Columns, Columns + 1];
        foreach (var (x, y) in Lagged(training))
            for (var i = 0; i < Columns; i++)
            {
                for (var j = 0; j < Columns; j++) normal[i, j] += x[i] * x[j];
                normal[i, Columns] += x[i] * y;
            }

        for (var i = 0; i < Columns; i++)
            for (var j = 0; j < Columns; j++)
                if (i != j)
                {
                    var factor = normal[j, i] / normal[i, i];
                    for (var k = 0; k <= Columns; k++) normal[j, k] -= factor * normal[i, k];
                }

        double rest = 0, all = 0;
        foreach (var (x, y) in Lagged(test))
        {
            var fit = Enumerable.Range(0, Columns).Sum(i => x[i] * normal[i, Columns] / normal[i, i]);
            rest += (y - fit) * (y - fit);
            all += y * y;
        }

        return 1 - (rest / all);
    }

    private static IEnumerable<(double[] X, double Y)> Lagged(LstmRows rows)
    {
        var x = new double[6];
        for (var i = 0; i < rows.Count; i++)
        {
            for (var f = 0; f < 2; f++)
            {
                double now = rows.Inputs[(i * 2) + f];
                x[f] = now;
                x[2 + f] += (now - x[2 + f]) / 5;
                x[4 + f] += (now - x[4 + f]) / 25;
            }

            yield return (x, rows.Targets[i]);
        }
    }

    private sealed class Backwards : ILaneRunner
    {
        public void Run(int count, Action<int> work)
        {
            for (var i = count - 1; i >= 0; i--) work(i);
        }
    }
}
