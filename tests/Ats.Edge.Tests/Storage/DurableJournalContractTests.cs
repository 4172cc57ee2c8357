using Ats.Domain;
using Ats.Engine;
using Ats.Storage;
using Xunit;

namespace Ats.Edge.Tests.Storage;

/// <summary>What a journal that outlives the process promises besides.</summary>
public abstract class DurableJournalContractTests : JournalContractTests
{
    /// <summary>Often enough that a reader needs more than one page of them.</summary>
    private int FillEvery => ManyEvents / 5000;

    /// <summary>More than both buffers of the writer hold; fewer where the store is slow.</summary>
    protected virtual int ManyEvents => 300_000;

    [Fact]
    public void What_was_flushed_is_there_for_another_connection()
    {
        var journal = Open();
        var run = NewRun();
        journal.Begin(run);
        for (var s = 1; s <= 20; s++)
        {
            journal.Append(Facts.OneOfEach(s));
            journal.Flush();
            Assert.Equal(s * Facts.OneOfEach(s).Length, ReaderOf(journal).Read(run.Id).Count());
        }

        Assert.Equal(((BufferedJournal)journal).Appended, ((BufferedJournal)journal).Durable);
    }

    [Fact]
    public void Facts_become_durable_without_a_flush()
    {
        var journal = (BufferedJournal)Open();
        journal.Begin(NewRun());
        journal.Append(Facts.OneOfEach(1));
        Assert.True(SpinWait.SpinUntil(() => journal.Durable == journal.Appended, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Runs_live_side_by_side_oldest_first()
    {
        var late = NewRun(startedMinute: 20);
        var early = NewRun(startedMinute: 10);
        var a = Open();
        var b = Open();
        a.Begin(late);
        b.Begin(early);
        for (var s = 1; s <= 5; s++)
        {
            a.Append(Facts.OneOfEach(s));
            b.Append(Facts.OneOfEach(s + 100));
        }

        b.End(SummaryOf(early));
        a.Flush();
        var reader = ReaderOf(a);
        Assert.Equal([early, late], reader.Runs().Where(r => r.Id == late.Id || r.Id == early.Id));
        Assert.Equal(Enumerable.Range(1, 5).SelectMany(s => Facts.OneOfEach(s)), reader.Read(late.Id));
        Assert.Equal(Enumerable.Range(101, 5).SelectMany(s => Facts.OneOfEach(s)), reader.Read(early.Id));
        Assert.Null(reader.Summary(late.Id));
        Assert.Equal(SummaryOf(early), reader.Summary(early.Id));
    }

    [Fact]
    public void A_run_written_already_is_refused_at_its_beginning()
    {
        var run = NewRun();
        var first = Open();
        first.Begin(run);
        var second = Open();
        var refusal = Assert.Throws<JournalException>(() => second.Begin(run));
        Assert.Contains(run.Id.Value, refusal.Message);
        first.Append(Facts.OneOfEach(1));
        first.End(SummaryOf(run));
        Assert.Equal(Facts.OneOfEach(1), ReaderOf(first).Read(run.Id));
    }

    [Fact]
    public void A_run_that_died_keeps_its_facts_and_has_no_summary()
    {
        var run = NewRun();
        var journal = Open();
        journal.Begin(run);
        journal.Append(Facts.OneOfEach(1));
        Close(journal);

        var reader = ReaderOf(Open());
        Assert.Equal(run, reader.FindRun(run.Id));
        Assert.Null(reader.Summary(run.Id));
        Assert.Equal(Facts.OneOfEach(1), reader.Read(run.Id));
    }

    [Fact]
    public void More_market_events_than_the_queue_holds_come_back_in_order()
    {
        var journal = Open(JournalKind.Market | JournalKind.Fill);
        var run = NewRun();
        journal.Begin(run);
        for (var s = 1; s <= ManyEvents; s++)
        {
            journal.Market(s, Facts.Bar(s, 100 + (s % 7)));
            if (s % FillEvery == 0) journal.Fill(Facts.Fill(s));
        }

        journal.End(SummaryOf(run));
        var expected = 1L;
        var fills = 0;
        foreach (var entry in ReaderOf(journal).Read(run.Id))
        {
            if (entry.Kind == JournalKind.Fill)
            {
                Assert.Equal(expected - 1, entry.Sequence);
                fills++;
                continue;
            }

            Assert.Equal(expected, entry.Sequence);
            if (!Facts.Same(Facts.Bar((int)expected, 100 + (expected % 7)), (MarketEvent)entry.Fact)) Assert.Fail($"Event {expected} came back changed.");
            expected++;
        }

        Assert.Equal(ManyEvents, expected - 1);
        Assert.Equal(ManyEvents / FillEvery, fills);
        var middle = ReaderOf(journal).Read(run.Id, JournalKind.Market, ManyEvents - 10).ToArray();
        Assert.Equal(11, middle.Length);
    }

    [Fact]
    public async Task A_reader_sees_whole_batches_while_the_writer_writes()
    {
        var journal = Open(JournalKind.Fill | JournalKind.Equity);
        var run = NewRun();
        journal.Begin(run);
        using var done = new CancellationTokenSource();
        var reader = ReaderOf(journal);
        var reading = Task.Run(
            () =>
            {
                var most = 0;
                while (!done.IsCancellationRequested)
                {
                    var entries = reader.Read(run.Id).ToArray();
                    for (var i = 0; i < entries.Length; i++) Assert.Equal(i + 1, entries[i].Sequence);
                    Assert.True(entries.Length >= most);
                    most = entries.Length;
                }

                return most;
            },
            TestContext.Current.CancellationToken);
        for (var s = 1; s <= 2000; s++)
        {
            if (s % 2 == 0) journal.Fill(Facts.Fill(s));
            else journal.Equity(s, new EquityPoint(1, Facts.Minute(s), s, 0));
            if (s % 200 == 0) journal.Flush();
        }

        await done.CancelAsync();
        Assert.True(await reading <= 2000);
        Assert.Equal(2000, reader.Read(run.Id).Count());
    }

    [Fact]
    public void A_closed_journal_takes_nothing_more()
    {
        var journal = Open();
        Assert.Throws<InvalidOperationException>(() => journal.Fill(Facts.Fill(1)));
        var run = NewRun();
        journal.Begin(run);
        journal.End(SummaryOf(run));
        Assert.Throws<InvalidOperationException>(() => journal.Fill(Facts.Fill(1)));
        Close(journal);
        Assert.Throws<ObjectDisposedException>(() => journal.Fill(Facts.Fill(1)));
        Assert.Throws<ObjectDisposedException>(journal.Flush);
    }

    [Fact]
    public void Appending_allocates_nothing_once_the_buffers_have_grown()
    {
        var journal = Open();
        journal.Begin(NewRun());
        var decision = Facts.Decision(1);
        var bar = Facts.Bar(1);
        var allocated = long.MaxValue;
        for (var round = 0; round < 6; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var s = 0; s < 1000; s++)
            {
                journal.Decision(decision);
                journal.Market(1, bar);
            }

            allocated = Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            journal.Flush();
        }

        Assert.Equal(0, allocated);
    }
}
