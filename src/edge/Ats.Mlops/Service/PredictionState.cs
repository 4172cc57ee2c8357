namespace Ats.Mlops.Service;

/// <summary>What a prediction is worth.</summary>
public enum PredictionState
{
    Ok,

    /// <summary>No model yet, or the stream began anew and too little of it was seen.</summary>
    Warming,

    /// <summary>Nothing fresh was received.</summary>
    Stale,

    /// <summary>The model failed, was lost, or was fed what it cannot take.</summary>
    Degraded,
}
