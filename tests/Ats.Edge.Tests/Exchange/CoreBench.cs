using System.Text;
using System.Text.Json;
using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Wire;
using Ats.Domain;
using Ats.Simulation.Markets;
using Ats.Simulation.Matching;

namespace Ats.Edge.Tests.Exchange;

/// <summary>A core over a quiet market, one account, orders written as JSON the way clients write them. BTCUSDT stands at 50,000, taker 5.5 bp, maker 2 bp.</summary>
internal sealed class CoreBench
{
    public const int Linear = 0;
    public const int Spot = 2;
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_767_225_600_000 + 3_600_000);
    private readonly OrderRequestReader _reader = new();

    public CoreBench(decimal usdt = 10_000)
    {
        Core = new ExchangeCore(Market, rules => new MatchingEngine(rules), Recorder);
        Account = Core.Register(1, "k", "s");
        Core.Clock.Open(Start, Start, null);
        Core.Deposit(Account, "USDT", usdt);
        for (short i = 0; i < 4; i++) SetMark(i, i % 2 == 0 ? 50_000 : 2_000);
    }

    public QuietMarket Market { get; } = new();

    public Recorder Recorder { get; } = new();

    public ExchangeCore Core { get; }

    public Account Account { get; }

    public Listing Btc => Core.Listings[Linear];

    public Listing BtcSpot => Core.Listings[Spot];

    public PositionState Position => Account.Holding(Btc).Positions[0];

    public decimal Usdt => Account.Coins["USDT"].Wallet;

    /// <summary>A participant's order; returns its id.</summary>
    public long Quote(int instrument, Side side, decimal price, decimal quantity, TimeInForce time = TimeInForce.Gtc) =>
        Market.Desk.Place(new ParticipantOrder((short)instrument, side, Price.FromDecimal(price), Quantity.FromDecimal(quantity), time));

    public Outcome Create(string json)
    {
        var request = Read(json);
        return Core.Orders.Create(Account, request);
    }

    /// <summary>Creates and expects acceptance.</summary>
    public AccountOrder Order(string json)
    {
        var outcome = Create(json);
        Assert.True(outcome.Ok, $"{outcome.Code} {outcome.Message}");
        return outcome.Order!;
    }

    public AccountOrder Limit(string side, decimal price, decimal quantity, string more = "") =>
        Order($$"""{"category":"linear","symbol":"BTCUSDT","side":"{{side}}","orderType":"Limit","qty":"{{quantity}}","price":"{{price}}"{{more}}}""");

    public AccountOrder MarketOrder(string side, decimal quantity, string more = "") =>
        Order($$"""{"category":"linear","symbol":"BTCUSDT","side":"{{side}}","orderType":"Market","qty":"{{quantity}}"{{more}}}""");

    public OrderRequest Read(string json)
    {
        var request = new OrderRequest();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        _reader.Read(ref reader, request);
        return request;
    }

    public void SetMark(int instrument, decimal price)
    {
        Market.SetIndex(instrument, price);
        Core.Listings[instrument].IndexPrice = Price.FromDecimal(price);
        if (Core.Listings[instrument].Tape.Count == 0) Core.Listings[instrument].Last = Price.FromDecimal(price);
        Core.Clock.SetMark(Core.Listings[instrument], Price.FromDecimal(price));
    }
}
