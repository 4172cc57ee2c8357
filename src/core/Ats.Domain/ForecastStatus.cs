namespace Ats.Domain;

/// <summary>Whether a forecast may be acted on, and why not.</summary>
public enum ForecastStatus : byte
{
    /// <summary>Good from its receipt until its ValidUntil.</summary>
    Ok,

    /// <summary>The forecaster has not seen enough yet, or begins anew after a gap.</summary>
    Warming,

    /// <summary>The forecaster's own data is too old.</summary>
    Stale,

    /// <summary>It came after its validity, or did not come within the deadline.</summary>
    Late,

    /// <summary>The model is not trusted now, or a fallback answers in its place.</summary>
    Degraded,

    /// <summary>No newer one came before its validity ended.</summary>
    Expired,
}
