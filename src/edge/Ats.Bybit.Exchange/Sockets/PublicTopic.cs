using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Faults;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>A public topic with its subscribers.</summary>
internal abstract class PublicTopic(string name, Listing listing, FaultBox faults)
{
    private readonly List<SocketSession> _subscribers = [];

    public string Name { get; } = name;

    protected Listing Listing { get; } = listing;

    protected FrameWriter Frame { get; } = new();

    protected bool HasSubscribers => _subscribers.Count > 0;

    public void Add(SocketSession session, long nowMs)
    {
        _subscribers.Add(session);
        Welcome(session, nowMs);
    }

    public void Remove(SocketSession session) => _subscribers.Remove(session);

    /// <summary>Sends what has changed and is due.</summary>
    public abstract void Tick(long nowMs, Action<SocketSession> touched);

    /// <summary>Sends a new subscriber its first frame, if the topic has one.</summary>
    protected abstract void Welcome(SocketSession session, long nowMs);

    protected void Publish(ReadOnlySpan<byte> frame, Action<SocketSession> touched, bool droppable = false)
    {
        foreach (var session in _subscribers)
        {
            if (droppable && faults.DropsDelta()) continue;
            session.Send(frame);
            touched(session);
        }
    }
}
