using Ats.Forecasting.Network;

namespace Ats.Mlops.Training;

/// <summary>Trains the networks of an ensemble one after another, each on all threads.</summary>
public static class LstmTraining
{
    /// <param name="seeds">One network for each.</param>
    /// <param name="parents">Weights to begin from, one for each seed; null: fresh ones.</param>
    /// <param name="threads">At least 1; the weights do not depend on it.</param>
    /// <exception cref="OperationCanceledException">Cancellation was asked for; nothing is kept.</exception>
    public static IReadOnlyList<LstmTrainingResult> Train(
        LstmTrainingSettings settings, LstmRows training, LstmRows validation, IReadOnlyList<ulong> seeds, int threads, TimeProvider time,
        Action<LstmTrainingProgress>? report = null, IReadOnlyList<LstmNetwork>? parents = null, CancellationToken cancel = default)
    {
        if (parents is not null && parents.Count != seeds.Count) throw new ArgumentException($"{parents.Count} parents for {seeds.Count} networks.", nameof(parents));
        using var lanes = new ThreadedLanes(threads);
        var trainer = new LstmTrainer(settings, lanes);
        var results = new List<LstmTrainingResult>();
        foreach (var seed in seeds)
        {
            var last = time.GetTimestamp();
            results.Add(trainer.Train(training, validation, seed, Report, parents?[results.Count], cancel));

            void Report(LstmEpoch epoch)
            {
                var now = time.GetTimestamp();
                var seconds = time.GetElapsedTime(last, now).TotalSeconds;
                last = now;
                report?.Invoke(new LstmTrainingProgress(results.Count + 1, seeds.Count, epoch, seconds > 0 ? epoch.Targets / seconds : 0));
            }
        }

        return results;
    }
}
