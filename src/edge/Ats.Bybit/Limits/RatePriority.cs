namespace Ats.Bybit.Limits;

/// <summary>Who goes first when requests must wait.</summary>
public enum RatePriority : byte
{
    Cancel,

    /// <summary>Stops and reductions.</summary>
    Protect,
    Entry,
    Query,
}
