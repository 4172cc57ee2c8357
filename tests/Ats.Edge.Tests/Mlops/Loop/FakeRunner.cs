using Ats.Mlops.Loop;
using Ats.Mlops.Registry;

namespace Ats.Edge.Tests.Mlops.Loop;

/// <summary>A training that takes some asks and then publishes what the test wants.</summary>
internal sealed class FakeRunner(ModelRegistry registry) : ITrainingRunner
{
    private readonly Dictionary<string, (TrainingRun Run, int Asks)> _runs = [];

    public Func<TrainingRequest, ModelDraft?> Make { get; set; } = _ => null;

    public Action<TrainingRequest> Asked { get; set; } = _ => { };

    public int Started { get; private set; }

    public int AsksUntilDone { get; set; } = 2;

    public bool TryStart(TrainingRequest request)
    {
        if (_runs.Values.Any(r => r.Run.State == TrainingRunState.Running)) return false;
        Started++;
        Asked(request);
        _runs[request.Id] = (new TrainingRun(request, TrainingRunState.Running), 0);
        return true;
    }

    public TrainingRun? Find(string id)
    {
        if (!_runs.TryGetValue(id, out var kept)) return null;
        if (kept.Run.State != TrainingRunState.Running || kept.Asks < AsksUntilDone)
        {
            _runs[id] = (kept.Run, kept.Asks + 1);
            return kept.Run;
        }

        var draft = Make(kept.Run.Request);
        var run = draft is null
            ? kept.Run with { State = TrainingRunState.Failed, Message = "exit code 1: the disk is full" }
            : kept.Run with { State = TrainingRunState.Done, Version = registry.Publish(draft) };
        _runs[id] = (run, 0);
        return run;
    }
}
