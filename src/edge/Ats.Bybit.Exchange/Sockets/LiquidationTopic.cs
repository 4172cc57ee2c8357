using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Faults;
using Ats.Bybit.Exchange.Wire;
using Ats.Domain;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>allLiquidation.{symbol}, every 500 ms: the side is the liquidated position's, the price its bankruptcy price.</summary>
internal sealed class LiquidationTopic(string name, Listing listing, FaultBox faults) : PublicTopic(name, listing, faults)
{
    private readonly List<(long TimeMs, bool WasLong, Quantity Quantity, Price Price)> _pending = [];
    private long _sentMs;

    public void Add(long nowMs, bool wasLong, Quantity quantity, Price price)
    {
        if (HasSubscribers) _pending.Add((nowMs, wasLong, quantity, price));
    }

    public override void Tick(long nowMs, Action<SocketSession> touched)
    {
        if (_pending.Count == 0 || nowMs - _sentMs < 500) return;
        _sentMs = nowMs;
        var json = Frame.Begin();
        json.WriteString("topic"u8, Name);
        json.WriteString("type"u8, "snapshot"u8);
        json.WriteNumber("ts"u8, nowMs);
        json.WriteStartArray("data"u8);
        foreach (var (time, wasLong, quantity, price) in _pending)
        {
            json.WriteStartObject();
            json.WriteNumber("T"u8, time);
            json.WriteString("s"u8, Listing.Symbol);
            json.WriteString("S"u8, wasLong ? "Buy"u8 : "Sell"u8);
            json.Number("v"u8, quantity);
            json.Number("p"u8, price);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        _pending.Clear();
        Publish(Frame.End(), touched);
    }

    protected override void Welcome(SocketSession session, long nowMs)
    {
        // Liquidations have no snapshot.
    }
}
