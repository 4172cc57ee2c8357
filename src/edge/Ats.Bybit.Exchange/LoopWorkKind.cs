namespace Ats.Bybit.Exchange;

internal enum LoopWorkKind : byte
{
    /// <summary>Time has passed.</summary>
    Tick,

    /// <summary>Target is a RestCall.</summary>
    Rest,

    /// <summary>Target is a SocketSession, the buffer a text message.</summary>
    SocketText,
    SocketOpened,
    SocketClosed,

    /// <summary>Target is an action on the loop.</summary>
    Admin,
}
