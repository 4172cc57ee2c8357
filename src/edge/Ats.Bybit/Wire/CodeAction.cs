namespace Ats.Bybit.Wire;

/// <summary>What a client should do about a return code.</summary>
public enum CodeAction : byte
{
    None,

    /// <summary>It is already as asked for: success for our purpose.</summary>
    TreatAsSuccess,

    /// <summary>The request is wrong (a bug, or a rule of the instrument): never send it again unchanged.</summary>
    FixRequest,

    /// <summary>Measure the clock again; the request was not executed.</summary>
    ResyncClock,

    /// <summary>Keys, permissions or bans: stop trading.</summary>
    Stop,

    /// <summary>Too fast: wait, then it may be sent again.</summary>
    BackOff,

    /// <summary>The outcome is not known or the order is already in another state: ask by id.</summary>
    Query,

    Reprice,
    Shrink,

    /// <summary>Not possible now: later it may be.</summary>
    RetryLater,

    /// <summary>Open a new connection.</summary>
    Reconnect,
}
