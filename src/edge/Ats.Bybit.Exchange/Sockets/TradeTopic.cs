using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Faults;
using Ats.Bybit.Exchange.Wire;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>publicTrade.{symbol}: every trade, oldest first, at most 1024 a frame.</summary>
internal sealed class TradeTopic(string name, Listing listing, FaultBox faults) : PublicTopic(name, listing, faults)
{
    private const int MostPerFrame = 1024;
    private readonly List<TapeTrade> _pending = [];

    public void Add(in TapeTrade trade)
    {
        if (HasSubscribers) _pending.Add(trade);
    }

    public override void Tick(long nowMs, Action<SocketSession> touched)
    {
        for (var from = 0; from < _pending.Count; from += MostPerFrame)
        {
            Write(nowMs, from, Math.Min(_pending.Count, from + MostPerFrame));
            Publish(Frame.End(), touched);
        }

        _pending.Clear();
    }

    protected override void Welcome(SocketSession session, long nowMs)
    {
        // Trades have no snapshot.
    }

    private void Write(long nowMs, int from, int to)
    {
        var json = Frame.Begin();
        json.WriteString("topic"u8, Name);
        json.WriteString("type"u8, "snapshot"u8);
        json.WriteNumber("ts"u8, nowMs);
        json.WriteStartArray("data"u8);
        for (var i = from; i < to; i++)
        {
            var trade = _pending[i];
            json.WriteStartObject();
            json.WriteNumber("T"u8, trade.TimeMs);
            json.WriteString("s"u8, Listing.Symbol);
            json.WriteString("S"u8, Names.Of(trade.TakerSide));
            json.Number("v"u8, trade.Quantity);
            json.Number("p"u8, trade.Price);
            if (Listing.IsLinear) json.WriteString("L"u8, Names.TickDirection(trade.TickDirection));
            json.WriteString("i"u8, WireId.Execution(Listing.IsLinear, trade.Id));
            json.WriteBoolean("BT"u8, false);
            json.WriteBoolean("RPI"u8, false);
            json.WriteNumber("seq"u8, trade.Seq);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
