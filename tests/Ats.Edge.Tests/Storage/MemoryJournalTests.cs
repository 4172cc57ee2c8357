using Ats.Domain;
using Ats.Engine;

namespace Ats.Edge.Tests.Storage;

public sealed class MemoryJournalTests : JournalContractTests
{
    protected override IJournal Create(JournalKind kinds, bool everyDecision) => new MemoryJournal(kinds, everyDecision);

    protected override IJournalReader ReaderOf(IJournal journal) => (MemoryJournal)journal;
}
