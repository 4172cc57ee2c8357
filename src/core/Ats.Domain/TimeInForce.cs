namespace Ats.Domain;

public enum TimeInForce : byte
{
    /// <summary>Good till cancelled.</summary>
    Gtc,

    /// <summary>Immediate or cancel: what does not fill at once is cancelled.</summary>
    Ioc,

    /// <summary>Fill or kill: all at once or nothing.</summary>
    Fok,

    /// <summary>Rest as maker or be cancelled; never takes.</summary>
    PostOnly,
}
