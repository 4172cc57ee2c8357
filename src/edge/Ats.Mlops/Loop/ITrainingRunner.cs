namespace Ats.Mlops.Loop;

/// <summary>Runs trainings, one at a time.</summary>
public interface ITrainingRunner
{
    /// <summary>Starts a run; false while another one runs, here or in another process.</summary>
    /// <exception cref="IOException">It cannot be started.</exception>
    bool TryStart(TrainingRequest request);

    /// <summary>How a run stands, of this process or an earlier one; null where there is none of this id.</summary>
    TrainingRun? Find(string id);
}
