namespace Ats.Mlops.Loop;

public enum TrainingRunState
{
    Queued,
    Running,
    Done,
    Failed,

    /// <summary>The service ended while it ran.</summary>
    Lost,
}
