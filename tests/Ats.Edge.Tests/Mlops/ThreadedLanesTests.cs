using System.Security.Cryptography;
using Ats.Domain;
using Ats.Forecasting.Network;
using Ats.Mlops.Training;

namespace Ats.Edge.Tests.Mlops;

public sealed class ThreadedLanesTests
{
    [Fact]
    public void The_weights_are_the_same_to_the_byte_on_one_two_and_three_threads()
    {
        var rng = new Rng(9);
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)rng.NextNormal())];
        var starts = new bool[3_000];
        starts[0] = true;
        var rows = new LstmRows(6, 2, Draw(18_000), Draw(6_000), starts, [.. starts.Select(_ => true)]);
        var settings = new LstmTrainingSettings { Hidden = 20, Epochs = 3, Steps = 20, Lanes = 16, LanesOfGroup = 4 };
        var sums = Enumerable.Range(1, 3).Select(threads =>
        {
            var results = LstmTraining.Train(settings, rows, rows, [4, 5], threads, TimeProvider.System, cancel: TestContext.Current.CancellationToken);
            return Convert.ToHexString(SHA256.HashData(LstmFile.Write([.. results.Select(r => r.Network)])));
        }).ToArray();
        Assert.Equal(sums[0], sums[1]);
        Assert.Equal(sums[0], sums[2]);
    }

    [Fact]
    public void Progress_is_reported_for_every_pass_of_every_member()
    {
        var starts = new bool[200];
        var rows = new LstmRows(1, 1, new float[200], new float[200], starts, [.. starts.Select(_ => true)]);
        var seen = new List<LstmTrainingProgress>();
        LstmTraining.Train(new LstmTrainingSettings { Hidden = 4, Layers = 1, Epochs = 2, Lanes = 4, LanesOfGroup = 4, Steps = 10, BurnIn = 0 }, rows, rows, [1, 2], 2, TimeProvider.System, seen.Add, cancel: TestContext.Current.CancellationToken);
        Assert.Equal([(1, 1), (1, 2), (2, 1), (2, 2)], seen.Select(p => (p.Member, p.Epoch.Epoch)));
        Assert.All(seen, p => Assert.True(p.Members == 2 && p.TargetsPerSecond > 0 && p.Epoch.Targets >= 200));
    }

    [Fact]
    public void Every_number_is_worked_on_once_and_a_failure_reaches_the_caller()
    {
        using var lanes = new ThreadedLanes(3);
        for (var round = 0; round < 500; round++)
        {
            var counts = new int[round % 9];
            lanes.Run(counts.Length, i => Interlocked.Increment(ref counts[i]));
            Assert.All(counts, c => Assert.Equal(1, c));
        }

        Assert.Throws<InvalidDataException>(() => lanes.Run(8, i =>
        {
            if (i == 5) throw new InvalidDataException();
        }));
        var after = 0;
        lanes.Run(4, _ => Interlocked.Increment(ref after));
        Assert.Equal(4, after);
    }
}
