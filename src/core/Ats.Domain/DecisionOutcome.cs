namespace Ats.Domain;

/// <summary>What came of a decision.</summary>
public enum DecisionOutcome : byte
{
    /// <summary>The target equals what is held or working: nothing to do.</summary>
    NothingToDo,

    /// <summary>An order went out.</summary>
    Ordered,

    /// <summary>The risk gate said no.</summary>
    Denied,

    /// <summary>The strategy has no opinion (warming up, or Hold).</summary>
    Hold,

    /// <summary>The wanted change is smaller than the instrument's minimum.</summary>
    TooSmall,

    /// <summary>Waiting for an order already in flight.</summary>
    Waiting,

    /// <summary>The strategy saw a chance and let it go: the edge does not pay for the cost, or the forecast points against it.</summary>
    Refused,

    /// <summary>The forecast the strategy needs is gone: expired, late, stale or degraded.</summary>
    NoForecast,
}
