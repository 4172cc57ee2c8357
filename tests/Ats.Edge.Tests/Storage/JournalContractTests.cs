using Ats.Domain;
using Ats.Engine;
using CsCheck;
using Xunit;

namespace Ats.Edge.Tests.Storage;

/// <summary>What every journal promises, whatever it keeps its facts in. A store inherits this and says how it is opened.</summary>
public abstract class JournalContractTests : IDisposable
{
    private readonly List<IJournal> _open = [];

    /// <summary>How many random facts a property run appends; fewer where every batch crosses a network.</summary>
    protected virtual int PropertyRuns => 40;

    protected abstract IJournal Create(JournalKind kinds, bool everyDecision);

    /// <summary>A reader of what the journal wrote, through a connection of its own.</summary>
    protected abstract IJournalReader ReaderOf(IJournal journal);

    [Fact]
    public void A_run_begins_takes_facts_of_all_kinds_and_ends()
    {
        var journal = Open();
        var run = NewRun();
        journal.Begin(run);
        journal.Append(Facts.OneOfEach(1));
        journal.End(SummaryOf(run));

        var reader = ReaderOf(journal);
        Assert.Equal(run, reader.FindRun(run.Id));
        Assert.Equal(SummaryOf(run), reader.Summary(run.Id));
        Assert.Contains(run, reader.Runs());
        Assert.Equal(Facts.OneOfEach(1), reader.Read(run.Id));
    }

    [Fact]
    public void Entries_come_back_by_sequence_and_within_one_in_the_order_they_were_appended()
    {
        var journal = Open();
        var run = NewRun();
        journal.Begin(run);
        var entries = Enumerable.Range(1, 50).SelectMany(s => Facts.OneOfEach(s)).ToArray();
        journal.Append(entries);
        journal.Flush();
        Assert.Equal(entries, ReaderOf(journal).Read(run.Id));
    }

    [Fact]
    public void Entries_appended_with_an_older_sequence_are_read_at_its_place()
    {
        var journal = Open();
        var run = NewRun();
        journal.Begin(run);
        foreach (var sequence in (long[])[5, 6, 3, 6, 5]) journal.Append(Facts.OneOfEach(sequence));
        journal.Flush();
        var expected = ((long[])[3, 5, 5, 6, 6]).SelectMany(Facts.OneOfEach).ToArray();
        var actual = ReaderOf(journal).Read(run.Id).ToArray();
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void A_reader_gets_the_kinds_it_asks_for()
    {
        var journal = Open();
        var run = NewRun();
        journal.Begin(run);
        journal.Append(Facts.OneOfEach(1));
        journal.Append(Facts.OneOfEach(2));
        journal.Flush();
        foreach (var kinds in (JournalKind[])[JournalKind.Fill, JournalKind.Inputs, JournalKind.Decision | JournalKind.Equity, JournalKind.None])
        {
            var expected = Facts.OneOfEach(1).Concat(Facts.OneOfEach(2)).Where(e => kinds.HasFlag(e.Kind));
            Assert.Equal(expected, ReaderOf(journal).Read(run.Id, kinds));
        }
    }

    [Fact]
    public void A_reader_starts_at_the_sequence_it_asks_for()
    {
        var journal = Open();
        var run = NewRun();
        journal.Begin(run);
        for (var s = 1; s <= 9; s++) journal.Append(Facts.OneOfEach(s));
        journal.Flush();
        Assert.Equal(Enumerable.Range(7, 3).SelectMany(s => Facts.OneOfEach(s)), ReaderOf(journal).Read(run.Id, fromSequence: 7));
        Assert.Empty(ReaderOf(journal).Read(run.Id, fromSequence: 10));
    }

    [Fact]
    public void Kinds_not_kept_are_not_written()
    {
        const JournalKind kept = JournalKind.Fill | JournalKind.Market;
        var journal = Open(kept);
        var run = NewRun();
        journal.Begin(run);
        journal.Append(Facts.OneOfEach(1));
        journal.End(SummaryOf(run));
        Assert.Equal(kept, journal.Kinds);
        Assert.Equal(Facts.OneOfEach(1).Where(e => kept.HasFlag(e.Kind)), ReaderOf(journal).Read(run.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_journal_says_whether_it_wants_every_decision(bool every)
    {
        var journal = Create(JournalKind.All, every);
        _open.Add(journal);
        Assert.Equal(every, journal.EveryDecision);
    }

    [Fact]
    public void A_run_nobody_wrote_is_not_found_and_empty()
    {
        var journal = Open();
        journal.Begin(NewRun());
        journal.Append(Facts.OneOfEach(1));
        journal.Flush();
        var unknown = new RunId("no-such-run");
        Assert.Null(ReaderOf(journal).FindRun(unknown));
        Assert.Null(ReaderOf(journal).Summary(unknown));
        Assert.Empty(ReaderOf(journal).Read(unknown));
    }

    [Fact]
    public void A_run_that_goes_on_has_no_summary()
    {
        var journal = Open();
        var run = NewRun();
        journal.Begin(run);
        journal.Append(Facts.OneOfEach(1));
        journal.Flush();
        Assert.Null(ReaderOf(journal).Summary(run.Id));
        Assert.NotNull(ReaderOf(journal).FindRun(run.Id));
    }

    [Fact]
    public void A_journal_takes_one_run()
    {
        var journal = Open();
        journal.Begin(NewRun());
        Assert.Throws<InvalidOperationException>(() => journal.Begin(NewRun()));
    }

    [Fact]
    public void A_run_without_facts_is_a_run()
    {
        var journal = Open();
        var run = NewRun() with { Settings = "", Commit = "", DataHash = "" };
        journal.Begin(run);
        journal.Flush();
        journal.End(SummaryOf(run));
        Assert.Equal(run, ReaderOf(journal).FindRun(run.Id));
        Assert.Empty(ReaderOf(journal).Read(run.Id));
    }

    [Fact]
    public void Every_fact_comes_back_bit_for_bit()
    {
        // Where there is no server the test is skipped here: inside the sample a skip would be taken for a failure.
        Close(Open());
        Facts.AnyEntries(60).Sample(
            entries =>
            {
                var journal = Open();
                var run = NewRun();
                journal.Begin(run);
                journal.Append(entries);
                journal.Flush();
                var expected = entries.OrderBy(e => e.Sequence).Select(e => FactBits.Of(e.Fact));
                Assert.Equal(expected, ReaderOf(journal).Read(run.Id, JournalKind.All, long.MinValue).Select(e => FactBits.Of(e.Fact)));
                Close(journal);
            },
            iter: PropertyRuns,
            threads: 1);
    }

    public void Dispose()
    {
        foreach (var journal in _open) journal.Dispose();
        Clean();
        GC.SuppressFinalize(this);
    }

    protected virtual void Clean()
    {
    }

    protected static Run NewRun(int startedMinute = 0) => new(
        new RunId($"run-{Guid.NewGuid():N}"), TradingMode.Paper, Facts.Minute(startedMinute), -42, "0.1.0", "c8bac07", "00ff", """{"strategy":"sma-cross:fast=10,slow=30"}""");

    protected static RunSummary SummaryOf(Run run) => new(run.Id, 4711, "0123456789abcdef", Facts.Minute(99));

    protected IJournal Open(JournalKind kinds = JournalKind.All)
    {
        var journal = Create(kinds, everyDecision: false);
        _open.Add(journal);
        return journal;
    }

    protected void Close(IJournal journal)
    {
        journal.Dispose();
        _open.Remove(journal);
    }
}
