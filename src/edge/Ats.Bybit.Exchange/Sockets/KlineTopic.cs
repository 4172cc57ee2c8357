using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Faults;
using Ats.Bybit.Exchange.Wire;
using Ats.Domain;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>kline.{interval}.{symbol}: the open candle once a second, and once with confirm:true when it closes.</summary>
internal sealed class KlineTopic(string name, Listing listing, FaultBox faults, KlineInterval interval) : PublicTopic(name, listing, faults)
{
    private long _sentMs;
    private long _open;

    public override void Tick(long nowMs, Action<SocketSession> touched)
    {
        if (!HasSubscribers) return;
        var start = interval.StartOf(nowMs);
        if (_open != 0 && start != _open)
        {
            Send(_open, nowMs, confirm: true, touched);
            _sentMs = 0;
        }

        _open = start;
        if (nowMs - _sentMs < 1000) return;
        _sentMs = nowMs;
        Send(start, nowMs, confirm: false, touched);
    }

    protected override void Welcome(SocketSession session, long nowMs) => _sentMs = 0;

    private void Send(long start, long nowMs, bool confirm, Action<SocketSession> touched)
    {
        var found = Listing.Candles.Query(interval, start, start, 1);
        if (found.Count == 0) return;
        var candle = found[0];
        var json = Frame.Begin();
        json.WriteString("topic"u8, Name);
        json.WriteString("type"u8, "snapshot"u8);
        json.WriteNumber("ts"u8, nowMs);
        json.WriteStartArray("data"u8);
        json.WriteStartObject();
        json.WriteNumber("start"u8, start);
        json.WriteNumber("end"u8, interval.EndOf(start));
        json.WriteString("interval"u8, interval.Name);
        json.Number("open"u8, new Price(candle.Open));
        json.Number("close"u8, new Price(candle.Close));
        json.Number("high"u8, new Price(candle.High));
        json.Number("low"u8, new Price(candle.Low));
        json.Number("volume"u8, new Quantity(candle.Volume));
        json.Number("turnover"u8, candle.Turnover);
        json.WriteBoolean("confirm"u8, confirm);
        json.WriteNumber("timestamp"u8, nowMs);
        json.WriteEndObject();
        json.WriteEndArray();
        Publish(Frame.End(), touched);
    }
}
