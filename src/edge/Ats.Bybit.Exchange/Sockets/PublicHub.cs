using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Faults;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>The public streams: topics come to life with their first subscriber.</summary>
internal sealed class PublicHub
{
    private readonly ExchangeCore _core;
    private readonly FaultBox _faults;
    private readonly Action<SocketSession> _touched;
    private readonly Dictionary<(bool Linear, string Name), PublicTopic> _topics = [];
    private readonly Dictionary<Listing, TradeTopic> _trades = [];
    private readonly Dictionary<Listing, LiquidationTopic> _liquidations = [];

    public PublicHub(ExchangeCore core, FaultBox faults, Action<SocketSession> touched)
    {
        (_core, _faults, _touched) = (core, faults, touched);
        foreach (var listing in core.Listings) Find(listing.IsLinear, "orderbook.1000." + listing.Symbol);
    }

    /// <summary>The topic of a name on a category; null when there is none.</summary>
    public PublicTopic? Find(bool linear, string name)
    {
        if (_topics.TryGetValue((linear, name), out var known)) return known;
        var made = Make(linear, name);
        if (made is not null) _topics[(linear, name)] = made;
        return made;
    }

    public void OnTrade(Listing listing, in TapeTrade trade)
    {
        if (_trades.TryGetValue(listing, out var topic)) topic.Add(trade);
    }

    public void OnLiquidation(Listing listing, bool wasLong, Ats.Domain.Quantity quantity, Ats.Domain.Price price)
    {
        if (_liquidations.TryGetValue(listing, out var topic)) topic.Add(_core.NowMs, wasLong, quantity, price);
    }

    public void Tick()
    {
        foreach (var topic in _topics.Values) topic.Tick(_core.NowMs, _touched);
    }

    private PublicTopic? Make(bool linear, string name)
    {
        var parts = name.Split('.');
        if (parts.Length is not (2 or 3) || _core.FindListing(linear ? "linear" : "spot", parts[^1]) is not { } listing) return null;
        switch (parts)
        {
            case ["orderbook", "1" or "50" or "200" or "1000", _]:
                return new BookTopic(name, listing, _faults, int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));
            case ["publicTrade", _]:
                return _trades[listing] = new TradeTopic(name, listing, _faults);
            case ["tickers", _]:
                return new TickerTopic(name, listing, _faults);
            case ["allLiquidation", _] when linear:
                return _liquidations[listing] = new LiquidationTopic(name, listing, _faults);
            case ["kline", var text, _] when KlineInterval.TryParse(text, out var interval):
                return new KlineTopic(name, listing, _faults, interval);
            default:
                return null;
        }
    }
}
