using Ats.Forecasting;
using Ats.Forecasting.Baselines;
using Ats.Forecasting.Calibration;
using Ats.Forecasting.Drift;
using Ats.Forecasting.Features;
using Ats.Forecasting.Gates;
using Ats.Forecasting.Network;
using Ats.Forecasting.Scoring;
using Ats.Mlops.Training;

namespace Ats.Mlops.Models;

/// <summary>
/// From samples to a model that was judged: networks, shrinkage and baselines fitted on the same rows, then scored on rows none of them saw.
/// The same samples and plan give the same bytes, whatever the number of threads.
/// </summary>
public sealed class ForecastTrainer
{
    private readonly TrainingPlan _plan;
    private readonly IReadOnlyList<IBaseline> _baselines;
    private readonly TimeProvider _time;
    private readonly Action<TrainingStep> _report;
    private double _work;
    private double _done;

    /// <param name="baselines">Fitted beside the model; the volatility-scaled random walk and the ridge must be among them.</param>
    public ForecastTrainer(TrainingPlan plan, IReadOnlyList<IBaseline> baselines, TimeProvider time, Action<TrainingStep>? report = null)
    {
        (_plan, _baselines, _time) = (plan, baselines, time);
        _report = report ?? (static _ => { });
    }

    /// <exception cref="InvalidDataException">Too few rows.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    /// <param name="champion">Must not be worse than it on the same rows; null = no such check.</param>
    /// <param name="parent">Trained on from its weights, with its scaler; null = from scratch.</param>
    public TrainedModel Train(SampleSet samples, IPredictor? champion = null, TrainingParent? parent = null, CancellationToken cancel = default)
    {
        var ready = samples.Ready.Count(r => r);
        if (ready < _plan.MinimumRows) throw new InvalidDataException($"{ready:N0} rows a model can learn from (after the warm-up of every stream); at least {_plan.MinimumRows:N0} are needed: gather more data");
        var split = Split(samples);
        _work = Work(samples, split);
        Report("baselines");
        var fitted = _baselines.Where(b => b.CanFit(samples.Schema)).Select(b => b.Fit(samples, split.Training)).ToList();
        var folds = Folds(samples, cancel);
        var control = _plan.TrainsControl ? Control(samples, split, cancel) : (double?)null;
        var floor = parent is not null ? parent.Floor : LinearFloor.Fit(samples, split.Training);
        var rest = floor?.Rest(samples) ?? samples;
        var scaler = parent?.Scaler ?? FeatureScaler.Fit(samples, split.Training);
        var networks = Networks(rest, split, scaler, _plan.Network, _plan.Seeds, "network", cancel, parent?.Of(_plan.Networks));
        var (model, shrinkage) = Assemble(rest, split, floor, scaler, networks);
        Report("gate");
        var track = ForecastTrack.Of(model, samples, split.Test);
        var tracks = fitted.ToDictionary(b => b.Name, b => ForecastTrack.Of(b, samples, split.Test), StringComparer.Ordinal);
        var reference = tracks[new VolatilityRandomWalk().Name];
        var rivals = new List<ForecastTrack>();
        if (tracks.TryGetValue(new Ridge().Name, out var ridge)) rivals.Add(ridge);
        if (champion is not null && champion.Schema == samples.Schema) rivals.Add(ForecastTrack.Of(champion, samples, split.Test) with { Name = "champion" });
        var evidence = OfflineEvidence.Gather(track, reference, rivals, _plan.Seed, control, _plan.Gate);
        var scores = tracks.Values.Select(t => ForecastScorer.Score(t, reference)).Prepend(evidence.Candidate).ToList();
        return new TrainedModel(floor, scaler, networks, shrinkage, fitted, split, scores, folds, OfflineGate.Judge(evidence, _plan.Gate),
            FeatureBins.Fit(samples, split.Training, DriftSettings.Default.FeatureWindow), ExpectedSkill.Of(track, reference, _plan.Gate.HorizonSeconds));
    }

    private Fold Split(SampleSet samples)
    {
        try
        {
            var settings = new WalkForwardSettings(1, 1 - _plan.TestShare, _plan.ValidationShare, _plan.EmbargoSeconds, _plan.MinimumRows / 2);
            return WalkForward.Folds(samples, samples.All, settings)[0];
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{samples.Count:N0} rows are too few to fit, stop and judge on with horizons up to {samples.HorizonSeconds[^1]} s: gather more data, or ask for shorter horizons", e);
        }
    }

    private List<FoldScore> Folds(SampleSet samples, CancellationToken cancel)
    {
        if (_plan.Folds == 0) return [];
        var span = new SampleRange(0, samples.Count);
        IReadOnlyList<Fold> folds;
        try
        {
            folds = WalkForward.Folds(samples, span, new WalkForwardSettings(_plan.Folds, 0.5, _plan.ValidationShare, _plan.EmbargoSeconds, _plan.MinimumRows / 4));
        }
        catch (ArgumentException)
        {
            // Too short for folds: the single split has to do, and the card says there were none.
            return [];
        }

        return [.. folds.Select(f => Judge(samples, f, $"fold {f.Number} of {folds.Count}", cancel))];
    }

    private FoldScore Judge(SampleSet samples, Fold fold, string stage, CancellationToken cancel)
    {
        var model = One(samples, fold, stage, cancel);
        var reference = ForecastTrack.Of(new VolatilityRandomWalk().Fit(samples, fold.Training), samples, fold.Test);
        var ridge = ForecastTrack.Of(new Ridge().Fit(samples, fold.Training), samples, fold.Test);
        return new FoldScore(fold.Number, fold.Training.Count, fold.Test.Count,
        [
            ForecastScorer.Score(ForecastTrack.Of(model, samples, fold.Test), reference),
            ForecastScorer.Score(ridge, reference),
        ]);
    }

    /// <summary>The same training on labels of random sign, judged on such labels: DM t of its squared error; about -1 to 0.5 when all is well.</summary>
    private double? Control(SampleSet samples, Fold split, CancellationToken cancel)
    {
        var blind = NegativeControl.SignRandomised(samples, _plan.Seed + 1_000_003);
        var model = One(blind, split, "control", cancel);
        var reference = ForecastTrack.Of(new VolatilityRandomWalk().Fit(blind, split.Training), blind, split.Test);
        return ForecastScorer.Score(ForecastTrack.Of(model, blind, split.Test), reference).Horizon(_plan.Gate.HorizonSeconds).DmT;
    }

    /// <summary>One network, trained for a short while, on its floor.</summary>
    private IPredictor One(SampleSet samples, Fold fold, string stage, CancellationToken cancel)
    {
        var floor = LinearFloor.Fit(samples, fold.Training);
        var rest = floor?.Rest(samples) ?? samples;
        var scaler = FeatureScaler.Fit(samples, fold.Training);
        return Assemble(rest, fold, floor, scaler, Networks(rest, fold, scaler, Short, [_plan.Seed], stage, cancel)).Model;
    }

    private static (IPredictor Model, Shrinkage Shrinkage) Assemble(SampleSet rest, Fold fold, LinearFloor? floor, FeatureScaler scaler, IReadOnlyList<LstmNetwork> networks)
    {
        var raw = new LstmEnsemble(rest.Schema, rest.HorizonSeconds, scaler, networks);
        var shrinkage = Shrinkage.Fit(ForecastTrack.Of(raw, rest, fold.Validation));
        return (LinearFloor.Under(floor, new CalibratedPredictor(raw, shrinkage)), shrinkage);
    }

    private LstmTrainingSettings Short => _plan.Network with { Epochs = Math.Min(_plan.FoldEpochs, _plan.Network.Epochs) };

    private IReadOnlyList<LstmNetwork> Networks(SampleSet samples, Fold split, FeatureScaler scaler, LstmTrainingSettings settings, IReadOnlyList<ulong> seeds, string stage, CancellationToken cancel, IReadOnlyList<LstmNetwork>? parents = null)
    {
        if (settings.HorizonWeights.Count == 0) settings = settings with { HorizonWeights = LstmTrainingSettings.WeightsOf(samples.HorizonSeconds) };
        var training = LstmRows.From(samples, split.Training, scaler);
        var validation = LstmRows.From(samples, split.Validation, scaler);
        var before = _done;
        var results = LstmTraining.Train(settings, training, validation, seeds, _plan.Threads, _time, Report, parents, cancel);
        // Early stopping: what was not walked is done as well.
        _done = before + (seeds.Count * (double)settings.Epochs * split.Training.Count);
        return [.. results.Select(r => r.Network)];

        void Report(LstmTrainingProgress p)
        {
            _done = before + ((((p.Member - 1) * settings.Epochs) + p.Epoch.Epoch) * (double)split.Training.Count);
            var name = seeds.Count > 1 ? $"{stage} {p.Member} of {p.Members}" : stage;
            _report(new TrainingStep(name, Math.Min(1, _done / _work), p.Epoch.Epoch, p.Epoch.TrainingLoss, p.Epoch.ValidationLoss, p.TargetsPerSecond));
        }
    }

    /// <summary>Rows all networks will walk at most.</summary>
    private double Work(SampleSet samples, Fold split)
    {
        var control = _plan.TrainsControl ? (double)Short.Epochs * split.Training.Count : 0;
        var folds = 0.0;
        for (var k = 0; k < _plan.Folds; k++) folds += Short.Epochs * samples.Count * (0.5 + (0.5 * k / _plan.Folds)) * (1 - _plan.ValidationShare);
        return control + folds + (_plan.Networks * (double)_plan.Network.Epochs * split.Training.Count) + 1;
    }

    private void Report(string stage) => _report(new TrainingStep(stage, Math.Min(1, _done / _work)));
}
