using Ats.Domain;
using Ats.Engine;
using Ats.Storage;

namespace Ats.Edge.Tests.Storage;

/// <summary>A buffered journal whose disk a test opens, closes and breaks.</summary>
internal sealed class GatedJournal() : BufferedJournal(JournalKind.All, everyDecision: false)
{
    public ManualResetEventSlim Disk { get; } = new(initialState: true);

    public ManualResetEventSlim Writing { get; } = new();

    public Exception? Broken { get; set; }

    public long Written { get; private set; }

    private protected override void BeginRun(Run run)
    {
        if (Broken is not null) throw new JournalException("refused", Broken);
    }

    private protected override void WriteBatch(JournalBatch batch)
    {
        Writing.Set();
        Disk.Wait();
        if (Broken is not null) throw Broken;
        Written += batch.Fills.Entries.Length;
    }

    private protected override void CloseStore()
    {
        Disk.Dispose();
        Writing.Dispose();
    }
}
