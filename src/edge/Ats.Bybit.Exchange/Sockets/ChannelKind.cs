namespace Ats.Bybit.Exchange.Sockets;

/// <summary>Which of the four WebSocket doors a connection came through.</summary>
internal enum ChannelKind : byte
{
    PublicLinear,
    PublicSpot,

    /// <summary>Inverse and option: accepted, nothing to subscribe to.</summary>
    PublicOther,
    Private,
    Trade,
}
