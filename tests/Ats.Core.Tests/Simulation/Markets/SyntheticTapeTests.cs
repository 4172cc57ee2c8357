using Ats.Domain;
using Ats.Simulation.Markets;

namespace Ats.Core.Tests.Simulation.Markets;

public sealed class SyntheticTapeTests
{
    [Theory]
    [InlineData(10, 1000)]
    [InlineData(50, 100)]
    public void Its_messages_keep_a_sound_book_of_the_levels_asked_for(int levels, int milliseconds)
    {
        OrderBook[] books = [new(), new()];
        var (messages, last) = (0, Timestamp.MinValue);
        foreach (var e in Read(new SyntheticTapeSettings(5, 0.05) { Levels = levels, BookMilliseconds = milliseconds }))
        {
            Assert.True(e.ReceiveTime >= last && e.ReceiveTime >= e.ExchangeTime);
            last = e.ReceiveTime;
            if (e.Kind != MarketEventKind.BookLevel) continue;
            var book = books[e.Instrument];
            book.Apply(e);
            if ((e.Flags & MarketEventFlags.Last) == 0) continue;
            messages++;
            Assert.Equal((levels, levels), (book.Depth(Side.Buy), book.Depth(Side.Sell)));
            Assert.False(book.IsCrossed);
        }

        Assert.InRange(messages, 2 * 180 * 1000 / milliseconds * 0.9, (2 * 180 * 1000 / milliseconds) + 2);
        Assert.All(books, b => Assert.Equal(0, b.StaleLevelsRemoved));
    }

    [Fact]
    public void It_tells_trades_marks_with_index_and_funding_every_eight_hours()
    {
        var events = Read(new SyntheticTapeSettings(5, 0.1) { Start = Timestamp.FromMilliseconds(1_767_225_600_000 + (8 * 3_600_000) - 60_000) });
        Assert.Contains(events, e => e.Kind == MarketEventKind.Trade && e.B > 0);
        Assert.Equal(2 * 360, events.Count(e => e.Kind == MarketEventKind.Mark && Math.Abs((e.A / (double)e.B) - 1) < 0.005));
        Assert.Equal(2, events.Count(e => e.Kind == MarketEventKind.Funding));
    }

    [Fact]
    public void Same_settings_same_events()
    {
        Assert.Equal(Read(new SyntheticTapeSettings(5, 0.02)), Read(new SyntheticTapeSettings(5, 0.02)));
        Assert.NotEqual(Read(new SyntheticTapeSettings(5, 0.02)), Read(new SyntheticTapeSettings(6, 0.02)));
    }

    [Theory]
    [InlineData(0, 10, 1000)]
    [InlineData(1, 51, 1000)]
    [InlineData(1, 10, 150)]
    public void Settings_that_mean_nothing_are_refused(double hours, int levels, int milliseconds) =>
        Assert.Throws<ArgumentException>(() => new SyntheticTape(new SyntheticTapeSettings(1, hours) { Levels = levels, BookMilliseconds = milliseconds }));

    private static List<MarketEvent> Read(SyntheticTapeSettings settings)
    {
        var tape = new SyntheticTape(settings);
        var buffer = new MarketEvent[700];
        var events = new List<MarketEvent>();
        for (var n = tape.Read(buffer); n > 0; n = tape.Read(buffer)) events.AddRange(buffer.AsSpan(0, n));
        return events;
    }
}
