namespace Ats.SampleSite;

/// <summary>How the sample forecaster does: none at all, healthy, one of the states its API tells of, or lost; all but Warming from the end of the history on.</summary>
public enum SampleForecasterState
{
    Ok,
    Off,
    Warming,
    Stale,
    Degraded,

    /// <summary>No model is left: the random walk answers.</summary>
    Fallback,
    Lost,
}
