namespace Ats.Bybit.Streams;

/// <summary>Where a stream's connection is.</summary>
public enum StreamState : byte
{
    Stopped,
    Connecting,
    Authenticating,
    Subscribing,

    /// <summary>Everything asked for is flowing. After every entry into it, reconcile over REST: nothing is replayed.</summary>
    Live,

    /// <summary>Down, waiting for the next attempt.</summary>
    BackingOff,
}
