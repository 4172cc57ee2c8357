using System.Runtime.ExceptionServices;
using Ats.Forecasting.Network;

namespace Ats.Mlops.Training;

/// <summary>
/// Lane groups on threads that live as long as this: the caller is one of them. Who computes a group does not change what comes out of it, so the number of
/// threads changes the time alone. For one caller at a time.
/// </summary>
public sealed class ThreadedLanes : ILaneRunner, IDisposable
{
    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _begin = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private Action<int>? _work;
    private int _count;
    private int _next;
    private Exception? _failure;
    private volatile bool _ended;

    /// <param name="threads">At least 1; the caller is the first.</param>
    public ThreadedLanes(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _threads = [.. Enumerable.Range(1, threads - 1).Select(i => new Thread(Serve) { IsBackground = true, Name = $"training lanes {i}" })];
        foreach (var thread in _threads) thread.Start();
    }

    public int Threads => _threads.Length + 1;

    public void Run(int count, Action<int> work)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        var helpers = Math.Clamp(count - 1, 0, _threads.Length);
        (_work, _count, _next, _failure) = (work, count, 0, null);
        if (helpers > 0) _begin.Release(helpers);
        Take();
        for (var i = 0; i < helpers; i++) _done.Wait();
        _work = null;
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
    }

    public void Dispose()
    {
        if (_ended) return;
        _ended = true;
        if (_threads.Length > 0) _begin.Release(_threads.Length);
        foreach (var thread in _threads) thread.Join();
        _begin.Dispose();
        _done.Dispose();
    }

    private void Serve()
    {
        while (true)
        {
            _begin.Wait();
            if (_ended) return;
            Take();
            _done.Release();
        }
    }

    private void Take()
    {
        try
        {
            for (var i = Interlocked.Increment(ref _next) - 1; i < _count; i = Interlocked.Increment(ref _next) - 1) _work!(i);
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _failure, e, null);
        }
    }
}
