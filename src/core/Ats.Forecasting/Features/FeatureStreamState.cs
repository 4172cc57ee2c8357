namespace Ats.Forecasting.Features;

public enum FeatureStreamState
{
    /// <summary>Nothing fresh to go by: nothing was received yet, silence is longer than the schema's limit, or the clock went back.</summary>
    Stale,

    /// <summary>Rows come, and do not count yet.</summary>
    Warming,

    Ok,
}
