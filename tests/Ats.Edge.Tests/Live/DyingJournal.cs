using Ats.Domain;
using Ats.Engine;

namespace Ats.Edge.Tests.Live;

/// <summary>A journal whose process is killed at its n-th entry: that one and all later are never written, and whoever asks hangs as in a dead process until the test lets go.</summary>
internal sealed class DyingJournal(IDurableJournal inner, long entries) : IDurableJournal
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
        if (count <= entries && !_released.IsSet) inner.WaitDurable(count);
        else Hang();
    }

    public void Begin(Run run) => inner.Begin(run);

    public void Market(long sequence, in MarketEvent market)
    {
        Count();
        inner.Market(sequence, in market);
    }

    public void OrderEvent(long sequence, in OrderEvent orderEvent)
    {
        Count();
        inner.OrderEvent(sequence, in orderEvent);
    }

    public void Command(long sequence, in OperatorCommand command)
    {
        Count();
        inner.Command(sequence, in command);
    }

    public void Order(long sequence, in OrderIntent order)
    {
        Count();
        inner.Order(sequence, in order);
    }

    public void Decision(in Decision decision)
    {
        Count();
        inner.Decision(in decision);
    }

    public void Fill(in Fill fill)
    {
        Count();
        inner.Fill(in fill);
    }

    public void Ledger(in LedgerEntry entry)
    {
        Count();
        inner.Ledger(in entry);
    }

    public void LimitBreach(in LimitBreach breach)
    {
        Count();
        inner.LimitBreach(in breach);
    }

    public void RoundTrip(in RoundTrip roundTrip)
    {
        Count();
        inner.RoundTrip(in roundTrip);
    }

    public void Equity(long sequence, in EquityPoint point)
    {
        Count();
        inner.Equity(sequence, in point);
    }

    public void Flush() => inner.Flush();

    public void End(RunSummary summary)
    {
        if (_died.Task.IsCompleted) throw new JournalException("killed");
        inner.End(summary);
    }

    public void Dispose() => inner.Dispose();

    private void Count()
    {
        if (_released.IsSet || Interlocked.Increment(ref _count) > entries) Hang();
    }

    private void Hang()
    {
        _died.TrySetResult();
        _released.Wait();
        throw new JournalException("killed");
    }
}
