using System.Globalization;
using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Faults;
using Ats.Bybit.Exchange.Wire;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>tickers.{symbol}: linear a snapshot, then deltas of the changed fields; spot snapshots only, without bid and ask.</summary>
internal sealed class TickerTopic(string name, Listing listing, FaultBox faults) : PublicTopic(name, listing, faults)
{
    private readonly List<(string Name, string Value)> _now = [];
    private readonly List<(string Name, string Value)> _sent = [];
    private long _sentMs;

    private int PeriodMs => Listing.IsLinear ? 100 : 50;

    public override void Tick(long nowMs, Action<SocketSession> touched)
    {
        if (!HasSubscribers || nowMs - _sentMs < PeriodMs) return;
        _sentMs = nowMs;
        Gather();
        if (_now.SequenceEqual(_sent)) return;
        Write(nowMs, onlyChanges: Listing.IsLinear);
        Remember();
        Publish(Frame.End(), touched, droppable: Listing.IsLinear);
    }

    protected override void Welcome(SocketSession session, long nowMs)
    {
        if (_sent.Count == 0 || nowMs - _sentMs > 10 * PeriodMs)
        {
            Gather();
            Remember();
        }

        _now.Clear();
        _now.AddRange(_sent);
        Write(nowMs, onlyChanges: false);
        session.Send(Frame.End());
    }

    private void Remember()
    {
        _sent.Clear();
        _sent.AddRange(_now);
    }

    private void Write(long nowMs, bool onlyChanges)
    {
        var json = Frame.Begin();
        json.WriteString("topic"u8, Name);
        json.WriteString("type"u8, onlyChanges ? "delta" : "snapshot");
        json.WriteStartObject("data"u8);
        json.WriteString("symbol"u8, Listing.Symbol);
        for (var i = 0; i < _now.Count; i++)
        {
            if (!onlyChanges || _sent.Count != _now.Count || _sent[i] != _now[i]) json.WriteString(_now[i].Name, _now[i].Value);
        }

        json.WriteEndObject();
        json.WriteNumber("cs"u8, Listing.Seq);
        json.WriteNumber("ts"u8, nowMs);
    }

    private void Gather()
    {
        _now.Clear();
        Add("lastPrice", Listing.Last.ToString());
        Add("prevPrice24h", Listing.Day.Previous.ToString());
        Add("price24hPcnt", TickerRow.Change(Listing).ToString(CultureInfo.InvariantCulture));
        Add("highPrice24h", Listing.Day.High.ToString());
        Add("lowPrice24h", Listing.Day.Low.ToString());
        Add("turnover24h", Listing.Day.Turnover.ToString("0.####", CultureInfo.InvariantCulture));
        Add("volume24h", Listing.Day.Volume.ToString());
        if (!Listing.IsLinear)
        {
            Add("usdIndexPrice", Listing.IndexPrice.ToString());
            return;
        }

        var (bid, ask) = (Listing.Book.BestBid, Listing.Book.BestAsk);
        Add("tickDirection", Listing.Tape.Count == 0 ? "ZeroPlusTick" : Names.TickDirection(Listing.LastTickDirection));
        Add("prevPrice1h", Listing.Day.PreviousHour.ToString());
        Add("markPrice", Listing.Mark.ToString());
        Add("indexPrice", Listing.IndexPrice.ToString());
        Add("openInterest", TickerRow.OpenInterest(Listing).ToString(CultureInfo.InvariantCulture));
        Add("openInterestValue", decimal.Round(TickerRow.OpenInterest(Listing) * Listing.Mark.ToDecimal(), 2).ToString(CultureInfo.InvariantCulture));
        Add("nextFundingTime", Listing.NextFundingMs.ToString(CultureInfo.InvariantCulture));
        Add("fundingRate", Listing.FundingRate.ToString(CultureInfo.InvariantCulture));
        Add("fundingIntervalHour", "8");
        Add("fundingCap", "0.00375");
        Add("bid1Price", bid.Price.ToString());
        Add("bid1Size", bid.Quantity.ToString());
        Add("ask1Price", ask.Price.ToString());
        Add("ask1Size", ask.Quantity.ToString());
    }

    private void Add(string name, string value) => _now.Add((name, value));
}
