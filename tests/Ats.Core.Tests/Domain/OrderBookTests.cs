using Ats.Domain;
using CsCheck;

namespace Ats.Core.Tests.Domain;

/// <summary>The L2 book against a naive one: two sorted dictionaries and the stated policy for crossed books.</summary>
public sealed class OrderBookTests
{
    private static readonly Gen<Message[]> Messages = Gen.Select(Gen.Int[0, 15], Gen.Select(Gen.Bool, Gen.Int[1, 60], Gen.Int[-1, 6], (b, p, q) => new Change(b, p, Math.Max(0, q))).Array[1, 8])
        .Select((kind, changes) => new Message(kind == 0, changes)).Array[1, 120];

    [Fact]
    public void A_book_is_what_a_naive_one_is_after_every_message() => Messages.Sample(
        messages =>
        {
            var book = new OrderBook(16);
            var naive = new NaiveBook();
            foreach (var message in messages)
            {
                for (var i = 0; i < message.Changes.Length; i++)
                {
                    var (change, first, last) = (message.Changes[i], i == 0, i == message.Changes.Length - 1);
                    var flags = (message.Snapshot && first ? MarketEventFlags.Clear : 0) | (last ? MarketEventFlags.Last : 0);
                    var e = MarketEvent.FromBookLevel(0, default, default, change.Bid ? Side.Buy : Side.Sell, new Price(change.Price), new Quantity(change.Quantity), flags);
                    book.Apply(in e);
                    if (message.Snapshot && first) naive.Clear();
                    naive.Set(change);
                    if (last) naive.Uncross();
                }

                Compare(naive, book);
            }
        },
        iter: 250);

    [Fact]
    public void A_deep_book_grows_and_shrinks_without_losing_a_level() => Gen.Int[1, 5000].Array[200, 600].Sample(
        prices =>
        {
            var book = new OrderBook(16);
            var naive = new NaiveBook();
            foreach (var price in prices)
            {
                // A price seen before goes, a new one comes.
                var change = new Change(true, price, naive.Bids.ContainsKey(price) ? 0 : price);
                book.Set(Side.Buy, price, change.Quantity);
                naive.Set(change);
            }

            Compare(naive, book);
            while (naive.Bids.Count > 0)
            {
                var best = naive.Bids.Keys.Max();
                naive.Bids.Remove(best);
                book.Set(Side.Buy, best, 0);
            }

            Assert.True(book.IsEmpty);
            book.Set(Side.Buy, 7, 7);
            Assert.Equal(new BookLevel(new Price(7), new Quantity(7)), book.BestBid);
        },
        iter: 30);

    [Fact]
    public void Removing_an_unknown_level_changes_nothing()
    {
        var book = new OrderBook();
        book.Set(Side.Buy, 10, 0);
        book.Set(Side.Sell, 12, 3);
        book.Set(Side.Sell, 11, 0);
        Assert.Equal((0, 1), (book.Depth(Side.Buy), book.Depth(Side.Sell)));
        Assert.Equal(default, book.Level(Side.Sell, 1));
    }

    [Fact]
    public void A_walk_takes_level_by_level_and_says_what_it_cost()
    {
        var book = new OrderBook();
        book.Set(Side.Sell, 100 * Price.Scale, 1);
        book.Set(Side.Sell, 101 * Price.Scale, 3);
        Assert.Equal(new BookWalk(new Quantity(2), 100.5, new Price(101 * Price.Scale)), book.Walk(Side.Buy, new Quantity(2)));
        Assert.Equal(new BookWalk(new Quantity(4), 100.75, new Price(101 * Price.Scale)), book.Walk(Side.Buy, new Quantity(9)));
        Assert.True(double.IsNaN(book.Walk(Side.Sell, new Quantity(1)).AveragePrice));
    }

    private static void Compare(NaiveBook naive, OrderBook book)
    {
        Assert.False(book.IsCrossed);
        Assert.Equal(naive.Bids.OrderByDescending(l => l.Key).Select(Level), book.Levels(Side.Buy).ToArray());
        Assert.Equal(naive.Asks.OrderBy(l => l.Key).Select(Level), book.Levels(Side.Sell).ToArray());
        Assert.Equal(naive.Bids.Keys.Select(k => (long?)k).Max() ?? 0, book.BestBid.Price.Raw);
        Assert.Equal(naive.Asks.Keys.Select(k => (long?)k).Min() ?? 0, book.BestAsk.Price.Raw);
        Assert.Equal(naive.Removed, book.StaleLevelsRemoved);
        for (var price = 1L; price <= 60; price += 7) Assert.Equal(naive.Bids.GetValueOrDefault(price), book.QuantityAt(Side.Buy, new Price(price)).Raw);
        Assert.Equal(naive.Asks.OrderBy(l => l.Key).Take(3).Sum(l => l.Value), book.SumQuantity(Side.Sell, 3).Raw);
    }

    private static BookLevel Level(KeyValuePair<long, long> level) => new(new Price(level.Key), new Quantity(level.Value));

    private readonly record struct Change(bool Bid, int Price, long Quantity);

    private sealed record Message(bool Snapshot, Change[] Changes);

    private sealed class NaiveBook
    {
        private bool _bidsNewest;

        public SortedDictionary<long, long> Bids { get; } = [];

        public SortedDictionary<long, long> Asks { get; } = [];

        public long Removed { get; private set; }

        public void Clear()
        {
            Bids.Clear();
            Asks.Clear();
        }

        public void Set(Change change)
        {
            var side = change.Bid ? Bids : Asks;
            if (change.Quantity == 0) side.Remove(change.Price);
            else side[change.Price] = change.Quantity;
            if (change.Quantity == 0) return;
            if (change.Bid ? Asks.Keys.Any(a => a <= change.Price) : Bids.Keys.Any(b => b >= change.Price)) _bidsNewest = change.Bid;
        }

        /// <summary>The newest word wins: what stands against the side that crossed last is stale.</summary>
        public void Uncross()
        {
            if (Bids.Count == 0 || Asks.Count == 0) return;
            var (bid, ask) = (Bids.Keys.Max(), Asks.Keys.Min());
            var stale = _bidsNewest ? Asks.Keys.Where(a => a <= bid).ToList() : Bids.Keys.Where(b => b >= ask).ToList();
            foreach (var price in stale) (_bidsNewest ? Asks : Bids).Remove(price);
            Removed += stale.Count;
        }
    }
}
