using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Server.Trading;
using CsCheck;

namespace Ats.Edge.Tests.Live;

public sealed class AccountBooksTests
{
    [Fact]
    public void By_hand_a_round_trip_across_zero_with_fees_and_funding()
    {
        var books = new AccountBooks([Ats.Simulation.Markets.StandardInstruments.Create()[0]]);
        books.Open(1000, [], [], default);
        books.Book(0, Trade(1, Side.Buy, 2, 100, 0.1m));
        books.Book(0, Trade(2, Side.Sell, 3, 110, 0.2m));
        Assert.Equal(1000 + 20 - 0.3m, books.Wallet);
        Assert.Equal(-110, books.BasisOf(0));
        books.Book(0, Trade(3, Side.Buy, 0, 0, 0.5m) with { ExecType = WireWords.ExecFunding });
        books.Book(0, Trade(4, Side.Buy, 1, 100, 0));
        Assert.Equal(1000 + 20 + 10 - 0.8m, books.Wallet);
    }

    [Fact]
    public void What_the_opening_wallet_includes_is_not_booked_again()
    {
        var books = new AccountBooks([Ats.Simulation.Markets.StandardInstruments.Create()[0]]);
        books.Open(1000, [(0, 2, 100)], ["5"], Timestamp.FromMilliseconds(3));
        books.Book(0, Trade(2, Side.Buy, 2, 100, 1));
        books.Book(0, Trade(5, Side.Buy, 2, 100, 1));
        Assert.Equal(1000, books.Wallet);
        books.Book(0, Trade(6, Side.Sell, 2, 101, 0));
        Assert.Equal(1002, books.Wallet);
    }

    [Fact]
    public void Executions_in_any_order_give_the_same_wallet() => Gen.Select(Gen.Int[-9, 9].Array[1, 60], Gen.Int).Sample((trades, shuffle) =>
    {
        var rows = trades.Where(t => t != 0).Select((t, i) => Trade(i, t > 0 ? Side.Buy : Side.Sell, Math.Abs(t) * 0.001m, 95_000 + (37 * i % 101), 0.01m)).ToList();
        var random = new Rng((ulong)shuffle);
        Assert.Equal(After(rows), After(rows.OrderBy(_ => random.Next(1000))));
    });

    [Fact]
    public void More_executions_than_are_kept_give_the_same_wallet()
    {
        var rows = Enumerable.Range(0, 10_000).Select(i => Trade(i, i % 3 == 0 ? Side.Sell : Side.Buy, 0.002m, 95_000 + (i * 7919 % 997), 0.01m)).ToList();
        Assert.Equal(After(rows), After(rows.Chunk(50).SelectMany(c => c.Reverse())));
    }

    private static (decimal, decimal) After(IEnumerable<ExecutionRow> rows)
    {
        var books = new AccountBooks([Ats.Simulation.Markets.StandardInstruments.Create()[0]]);
        books.Open(1000, [], [], default);
        foreach (var row in rows) books.Book(0, row);
        return (books.Wallet, books.BasisOf(0));
    }

    private static ExecutionRow Trade(int n, Side side, decimal quantity, decimal price, decimal fee) => new()
    {
        Symbol = "BTCUSDT", ExecId = $"{n}", Side = side, Quantity = quantity, Price = price, Fee = fee, ExecType = WireWords.ExecTrade, Time = Timestamp.FromMilliseconds(n / 2), Sequence = n,
    };
}
