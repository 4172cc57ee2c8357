using Ats.Domain;
using Ats.Engine;

namespace Ats.Edge.Tests.Live;

/// <summary>
/// A journal whose process is killed: entries after <paramref name="durable"/> never reach the disk, as those of a batch not committed; the
/// engine goes on for <paramref name="lost"/> more and then hangs with whoever else asks, as in a dead process, until the test lets go.
/// </summary>
internal sealed class DyingJournal(IDurableJournal inner, long durable, long lost = 0) : IDurableJournal
{
    private readonly ManualResetEventSlim _released = new(false);
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _count;

    public Task Died => _died.Task;

    public JournalKind Kinds => inner.Kinds;

    public bool EveryDecision => inner.EveryDecision;

    public long Appended => Volatile.Read(ref _count);

    public long Durable => inner.Durable;

    /// <summary>Lets the threads of the dead go: everything throws from here on.</summary>
    public void Release() => _released.Set();

    public void WaitDurable(long count)
    {
        if (count <= durable && !_released.IsSet)
        {
            inner.WaitDurable(count);
            return;
        }

        _released.Wait();
        throw new JournalException("killed");
    }

    public void Begin(Run run) => inner.Begin(run);

    public void Market(long sequence, in MarketEvent market)
    {
        if (IsWritten()) inner.Market(sequence, in market);
    }

    public void OrderEvent(long sequence, in OrderEvent orderEvent)
    {
        if (IsWritten()) inner.OrderEvent(sequence, in orderEvent);
    }

    public void Command(long sequence, in OperatorCommand command)
    {
        if (IsWritten()) inner.Command(sequence, in command);
    }

    public void Order(long sequence, in OrderIntent order)
    {
        if (IsWritten()) inner.Order(sequence, in order);
    }

    public void Decision(in Decision decision)
    {
        if (IsWritten()) inner.Decision(in decision);
    }

    public void Fill(in Fill fill)
    {
        if (IsWritten()) inner.Fill(in fill);
    }

    public void Ledger(in LedgerEntry entry)
    {
        if (IsWritten()) inner.Ledger(in entry);
    }

    public void LimitBreach(in LimitBreach breach)
    {
        if (IsWritten()) inner.LimitBreach(in breach);
    }

    public void RoundTrip(in RoundTrip roundTrip)
    {
        if (IsWritten()) inner.RoundTrip(in roundTrip);
    }

    public void Equity(long sequence, in EquityPoint point)
    {
        if (IsWritten()) inner.Equity(sequence, in point);
    }

    public void Flush() => inner.Flush();

    public void End(RunSummary summary)
    {
        if (_count > durable) throw new JournalException("killed");
        inner.End(summary);
    }

    public void Dispose() => inner.Dispose();

    private bool IsWritten()
    {
        if (_released.IsSet || Interlocked.Increment(ref _count) > durable + lost)
        {
            _died.TrySetResult();
            _released.Wait();
            throw new JournalException("killed");
        }

        return _count <= durable;
    }
}
