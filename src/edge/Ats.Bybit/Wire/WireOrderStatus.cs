namespace Ats.Bybit.Wire;

/// <summary>orderStatus as the exchange tells it.</summary>
public enum WireOrderStatus : byte
{
    /// <summary>A word this version does not know: neither open nor closed by itself.</summary>
    Unrecognised,
    New,
    PartiallyFilled,
    Untriggered,
    Triggered,
    Filled,
    Cancelled,

    /// <summary>Spot: cancelled with fills. Linear says Cancelled then.</summary>
    PartiallyFilledCanceled,
    Rejected,
    Deactivated,
}
