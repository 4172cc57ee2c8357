using Ats.Domain;
using Ats.Engine;

namespace Ats.Storage;

/// <summary>
/// A journal whose store is slower than the engine: appending copies the fact into a buffer; one writer thread swaps the buffer for an
/// empty one and writes it as one batch (group commit), at the latest <see cref="GroupMilliseconds"/> after the first append plus the
/// time of a commit. The buffer holds <see cref="QueueLimit"/> entries; when it is full the engine's thread waits for the writer
/// (nothing is ever dropped) and <see cref="Stalls"/> counts it. After a failed write every call but Dispose throws
/// <see cref="JournalException"/> and nothing more is written. Appends come from one thread at a time.
/// </summary>
public abstract class BufferedJournal : IDurableJournal
{
    /// <summary>Most entries waiting for the writer; as many again may be with it.</summary>
    public const int QueueLimit = 131_072;

    /// <summary>How long the writer lets a batch grow before it commits, unless somebody flushes or the buffer is half full.</summary>
    public const int GroupMilliseconds = 5;

    private readonly object _gate = new();
    private JournalBatch _front = new();
    private JournalBatch _back = new();
    private Thread? _writer;
    private JournalException? _failure;
    private long _appended;
    private long _durable;
    private bool _idle;
    private bool _hurry;
    private bool _ended;
    private bool _disposed;

    private protected BufferedJournal(JournalKind kinds, bool everyDecision)
    {
        Kinds = kinds;
        EveryDecision = everyDecision;
    }

    public JournalKind Kinds { get; }

    public bool EveryDecision { get; }

    /// <summary>How often the engine's thread had to wait because the buffer was full.</summary>
    public long Stalls { get; private set; }

    /// <summary>Entries appended so far.</summary>
    public long Appended => Volatile.Read(ref _appended);

    /// <summary>Entries known to be durable so far.</summary>
    public long Durable => Volatile.Read(ref _durable);

    public void Begin(Run run)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_writer is not null) throw new InvalidOperationException("This journal has its run already: open another journal for another run.");
        BeginRun(run);
        _writer = new Thread(WriteBatches) { IsBackground = true, Name = "ats-journal" };
        _writer.Start();
    }

    public void Market(long sequence, in MarketEvent market)
    {
        if (!Kinds.KeepsMarket(market.Kind)) return;
        lock (_gate)
        {
            var ordinal = Reserve();
            _front.Market.Add(sequence, ordinal, market);
        }
    }

    public void OrderEvent(long sequence, in OrderEvent orderEvent)
    {
        if ((Kinds & JournalKind.OrderEvent) == 0) return;
        lock (_gate)
        {
            var ordinal = Reserve();
            _front.OrderEvents.Add(sequence, ordinal, orderEvent);
        }
    }

    public void Command(long sequence, in OperatorCommand command)
    {
        if ((Kinds & JournalKind.Command) == 0) return;
        lock (_gate)
        {
            var ordinal = Reserve();
            _front.Commands.Add(sequence, ordinal, command);
        }
    }

    public void LimitBreach(in LimitBreach breach)
    {
        if ((Kinds & JournalKind.LimitBreach) == 0) return;
        lock (_gate)
        {
            var ordinal = Reserve();
            _front.LimitBreaches.Add(breach.Sequence, ordinal, breach);
        }
    }

    public void Order(long sequence, in OrderIntent order)
    {
        if ((Kinds & JournalKind.Order) == 0) return;
        lock (_gate)
        {
            var ordinal = Reserve();
            _front.Orders.Add(sequence, ordinal, order);
        }
    }

    public void Decision(in Decision decision)
    {
        if ((Kinds & JournalKind.Decision) == 0) return;
        lock (_gate)
        {
            var ordinal = Reserve();
            _front.Decisions.Add(decision.Sequence, ordinal, decision);
        }
    }

    public void Fill(in Fill fill)
    {
        if ((Kinds & JournalKind.Fill) == 0) return;
        lock (_gate)
        {
            var ordinal = Reserve();
            _front.Fills.Add(fill.Sequence, ordinal, fill);
        }
    }

    public void Ledger(in LedgerEntry entry)
    {
        if ((Kinds & JournalKind.Ledger) == 0) return;
        lock (_gate)
        {
            var ordinal = Reserve();
            _front.Ledger.Add(entry.Sequence, ordinal, entry);
        }
    }

    public void RoundTrip(in RoundTrip roundTrip)
    {
        if ((Kinds & JournalKind.RoundTrip) == 0) return;
        lock (_gate)
        {
            var ordinal = Reserve();
            _front.RoundTrips.Add(roundTrip.Sequence, ordinal, roundTrip);
        }
    }

    public void Equity(long sequence, in EquityPoint point)
    {
        if ((Kinds & JournalKind.Equity) == 0) return;
        lock (_gate)
        {
            var ordinal = Reserve();
            _front.Equity.Add(sequence, ordinal, point);
        }
    }

    public void Flush()
    {
        lock (_gate)
        {
            ThrowIfUnusable();
            WaitUntilDurable(_appended);
        }
    }

    public void WaitDurable(long entries)
    {
        if (Durable >= entries) return;
        lock (_gate)
        {
            ThrowIfUnusable();
            WaitUntilDurable(Math.Min(entries, _appended));
        }
    }

    public void End(RunSummary summary)
    {
        lock (_gate)
        {
            Reserve();
            _front.Summary = summary;
            _ended = true;
            WaitUntilDurable(_appended);
        }
    }

    /// <summary>
    /// Writes what is pending, as far as it can, and closes the store. A run not ended stays without a summary. Never throws: who needs
    /// to know that everything is durable calls <see cref="Flush"/> or <see cref="End"/> first.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        lock (_gate)
        {
            if (_disposed) return;
            _disposed = true;
            Monitor.PulseAll(_gate);
        }

        _writer?.Join();
        CloseStore();
    }

    /// <summary>Records the run; throws <see cref="JournalException"/> when a run of this id is there already.</summary>
    private protected abstract void BeginRun(Run run);

    /// <summary>Writes a batch so that all of it is durable and visible when this returns, or none of it ever is.</summary>
    private protected abstract void WriteBatch(JournalBatch batch);

    private protected abstract void CloseStore();

    /// <summary>Under the gate: waits for room, wakes the writer, and gives the entry its ordinal.</summary>
    private long Reserve()
    {
        if (_front.Count >= QueueLimit || _failure is not null || _writer is null || _ended || _disposed) WaitForRoom();
        _front.Count++;
        if (_idle || _front.Count == QueueLimit / 2)
        {
            _idle = false;
            Monitor.PulseAll(_gate);
        }

        return _appended++;
    }

    private void WaitForRoom()
    {
        ThrowIfUnusable();
        if (_ended) throw new InvalidOperationException("The run has ended: nothing can be appended to it.");
        if (_front.Count >= QueueLimit) Stalls++;
        while (_front.Count >= QueueLimit)
        {
            Monitor.Wait(_gate);
            ThrowIfUnusable();
        }
    }

    private void ThrowIfUnusable()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_failure is not null) throw new JournalException(_failure.Message, _failure) { IsBadContent = _failure.IsBadContent };
        if (_writer is null) throw new InvalidOperationException("Begin a run before appending to the journal.");
    }

    private void WaitUntilDurable(long target)
    {
        while (_durable < target)
        {
            _hurry = true;
            Monitor.PulseAll(_gate);
            Monitor.Wait(_gate);
            ThrowIfUnusable();
        }
    }

    private void WriteBatches()
    {
        try
        {
            while (TakeBatch() is { } batch)
            {
                WriteBatch(batch);
                lock (_gate)
                {
                    Volatile.Write(ref _durable, batch.EndOrdinal);
                    batch.Clear();
                    Monitor.PulseAll(_gate);
                }
            }
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _failure = e as JournalException ?? new JournalException($"The journal's writer failed: {e.Message}", e);
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>The next batch, or null when the journal is being disposed and everything is written.</summary>
    private JournalBatch? TakeBatch()
    {
        lock (_gate)
        {
            while (_front.Count == 0 && !_disposed)
            {
                _idle = true;
                Monitor.Wait(_gate);
            }

            _idle = false;
            if (_front.Count == 0) return null;
            if (!_hurry && !_disposed && _front.Count < QueueLimit / 2) Monitor.Wait(_gate, GroupMilliseconds);
            _hurry = false;
            (_front, _back) = (_back, _front);
            _back.EndOrdinal = _appended;
            Monitor.PulseAll(_gate);
            return _back;
        }
    }
}
