namespace Ats.Bybit.Streams;

/// <summary>What became of a frame given to a <see cref="PublicFeed"/>.</summary>
public enum FeedVerdict : byte
{
    /// <summary>Handed to the sink, ignored as a repeat, or told as malformed.</summary>
    Done,

    /// <summary>No topic: an ack or a pong.</summary>
    Control,

    /// <summary>A book lost updates and is void: <see cref="PublicFeed.GapTopic"/> must be subscribed anew.</summary>
    Gap,
}
