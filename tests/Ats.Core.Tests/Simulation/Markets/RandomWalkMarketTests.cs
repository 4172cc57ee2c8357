using Ats.Domain;
using Ats.Simulation.Markets;
using Ats.Simulation.Matching;

namespace Ats.Core.Tests.Simulation.Markets;

public sealed class RandomWalkMarketTests
{
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1_767_225_600_000);

    [Fact]
    public void The_same_seed_gives_the_same_trades_and_another_seed_others()
    {
        Assert.Equal(Play(3), Play(3));
        Assert.NotEqual(Play(3), Play(4));
    }

    [Fact]
    public void Both_sides_are_quoted_deep_and_never_crossed_and_takers_trade()
    {
        var desk = Run(1, 600);
        for (short i = 0; i < desk.Books.Count; i++)
        {
            Assert.True(desk.BestBid(i).Price < desk.BestAsk(i).Price);
            Assert.InRange(desk.Levels(i, Side.Buy, new BookLevel[100]), 30, 100);
            Assert.True(desk.Trades[i] > 0);
        }
    }

    [Fact]
    public void History_is_whole_minutes_that_end_at_the_start_near_the_opening_price()
    {
        var market = new RandomWalkMarket(1, historyDays: 2);
        market.Open(new MarketOpening(Start, Start), new BookDesk(market));
        for (short i = 0; i < market.Instruments.Count; i++)
        {
            var bars = market.History(i);
            Assert.Equal(2 * 1440, bars.Count);
            Assert.Equal(Start, bars[^1].CloseTime);
            Assert.All(bars.Zip(bars.Skip(1)), p => Assert.Equal(p.First.CloseTime, p.Second.OpenTime));
            Assert.All(bars, b => Assert.True(b.Low <= b.Open && b.Low <= b.Close && b.High >= b.Open && b.High >= b.Close && b.Low.Raw > 0));
            Assert.InRange(bars[^1].Close.ToDouble() / market.IndexPrice(i).ToDouble(), 0.9999, 1.0001);
        }
    }

    [Fact]
    public void A_resumed_market_goes_on_at_the_last_prices()
    {
        var market = new RandomWalkMarket(1, historyDays: 1);
        var last = new[] { 90_000m, 3_000m, 90_000m, 3_000m }.Select(Price.FromDecimal).ToArray();
        var desk = new BookDesk(market);
        market.Open(new MarketOpening(Start, Start + Timestamp.NanosecondsPerDay, last), desk);
        Assert.InRange(desk.BestBid(0).Price.ToDecimal(), 89_900m, 90_000m);
        Assert.Equal(Start, market.History(0)[^1].CloseTime);
    }

    private static string Play(ulong seed) => string.Join(' ', Run(seed, 300).Tape);

    private static BookDesk Run(ulong seed, int steps)
    {
        var market = new RandomWalkMarket(seed, historyDays: 1);
        var desk = new BookDesk(market);
        market.Open(new MarketOpening(Start, Start), desk);
        for (var i = 0; i < steps; i++) market.Step(market.NextStep, desk);
        return desk;
    }

    private sealed class BookDesk(IMarketSource market) : IMarketDesk
    {
        private long _id;

        public List<MatchingEngine> Books { get; } = market.Instruments.Select(i => new MatchingEngine(MatchingRules.Of(i))).ToList();

        public int[] Trades { get; } = new int[market.Instruments.Count];

        public List<string> Tape { get; } = [];

        public long Place(in ParticipantOrder order)
        {
            var id = ++_id;
            foreach (var e in Books[order.Instrument].Place(new NewOrder(id, order.Owner, order.Side, OrderType.Limit, order.TimeInForce, order.Quantity, order.Price)))
            {
                if (e.Kind != MatchingEventKind.Trade) continue;
                Trades[order.Instrument]++;
                Tape.Add($"{order.Instrument}@{e.Price}x{e.Quantity}");
                market.OnFill(new ParticipantFill(order.Instrument, e.MakerId, e.MakerOwner, e.Side.Opposite(), e.Price, e.Quantity, e.MakerRemaining, Liquidity.Maker, false));
            }

            return Books[order.Instrument].TryFind(id, out _) ? id : 0;
        }

        public bool Cancel(short instrument, long id) => Books[instrument].Cancel(id)[0].Kind == MatchingEventKind.Cancelled;

        public bool Reduce(short instrument, long id, Quantity by) => false;

        public BookLevel BestBid(short instrument) => Books[instrument].BestBid;

        public BookLevel BestAsk(short instrument) => Books[instrument].BestAsk;

        public int Levels(short instrument, Side side, Span<BookLevel> levels) => Books[instrument].Depth(side, levels);
    }
}
