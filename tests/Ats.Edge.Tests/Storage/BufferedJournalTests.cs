using Ats.Domain;
using Ats.Engine;
using Ats.Storage;
using Xunit;

namespace Ats.Edge.Tests.Storage;

public sealed class BufferedJournalTests
{
    private static readonly Run AnyRun = new(new RunId("r"), TradingMode.Live, Facts.Minute(0), 1, "v", "c", "d", "{}");

    [Fact]
    public void The_engine_does_not_wait_for_a_slow_disk_until_the_queue_is_full_and_then_loses_nothing()
    {
        using var journal = new GatedJournal();
        journal.Begin(AnyRun);
        journal.Disk.Reset();
        journal.Fill(Facts.Fill(1));
        journal.Writing.Wait(TestContext.Current.CancellationToken);
        for (var s = 0; s < BufferedJournal.QueueLimit; s++) journal.Fill(Facts.Fill(s));
        Assert.Equal(0, journal.Stalls);
        Assert.Equal(0, journal.Durable);

        var engine = new Thread(() => journal.Fill(Facts.Fill(2)));
        engine.Start();
        Assert.True(SpinWait.SpinUntil(() => journal.Stalls == 1, TimeSpan.FromMinutes(1)));
        Assert.Equal(BufferedJournal.QueueLimit + 1, journal.Appended);
        journal.Disk.Set();
        engine.Join();
        journal.Flush();
        Assert.Equal(BufferedJournal.QueueLimit + 2, journal.Written);
        Assert.Equal(journal.Appended, journal.Durable);
    }

    [Fact]
    public void A_failed_write_is_told_at_every_call_after_it_and_nothing_more_counts_as_durable()
    {
        using var journal = new GatedJournal();
        journal.Begin(AnyRun);
        journal.Fill(Facts.Fill(1));
        journal.Flush();
        journal.Broken = new IOException("the disk is gone");
        journal.Fill(Facts.Fill(2));
        Assert.Contains("the disk is gone", Assert.Throws<JournalException>(journal.Flush).Message);
        journal.Broken = null;
        Assert.Throws<JournalException>(() => journal.Fill(Facts.Fill(3)));
        Assert.Throws<JournalException>(journal.Flush);
        Assert.Throws<JournalException>(() => journal.End(new RunSummary(AnyRun.Id, 3, "", Facts.Minute(1))));
        Assert.Equal(1, journal.Durable);
        Assert.Equal(1, journal.Written);
    }

    [Fact]
    public void An_engine_waiting_for_room_is_told_when_the_disk_fails()
    {
        using var journal = new GatedJournal();
        journal.Begin(AnyRun);
        journal.Disk.Reset();
        journal.Fill(Facts.Fill(1));
        journal.Writing.Wait(TestContext.Current.CancellationToken);
        for (var s = 0; s < BufferedJournal.QueueLimit; s++) journal.Fill(Facts.Fill(s));
        Exception? told = null;
        var engine = new Thread(() => told = Record.Exception(() => journal.Fill(Facts.Fill(2))));
        engine.Start();
        Assert.True(SpinWait.SpinUntil(() => journal.Stalls == 1, TimeSpan.FromMinutes(1)));
        journal.Broken = new IOException("the disk is gone");
        journal.Disk.Set();
        engine.Join();
        Assert.IsType<JournalException>(told);
    }

    [Fact]
    public void What_is_pending_is_written_when_the_journal_is_disposed()
    {
        var journal = new GatedJournal();
        journal.Begin(AnyRun);
        for (var s = 0; s < 100; s++) journal.Fill(Facts.Fill(s));
        journal.Dispose();
        Assert.Equal(100, journal.Written);
    }

    [Fact]
    public void A_run_that_could_not_begin_takes_no_facts()
    {
        using var journal = new GatedJournal { Broken = new IOException("no") };
        Assert.Throws<JournalException>(() => journal.Begin(AnyRun));
        Assert.Throws<InvalidOperationException>(() => journal.Fill(Facts.Fill(1)));
    }
}
