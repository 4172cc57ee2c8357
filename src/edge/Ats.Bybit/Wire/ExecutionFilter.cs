namespace Ats.Bybit.Wire;

/// <summary>Lets every execution through once: stream, REST and reconnects repeat them. Remembers a bounded number of ids, the newest.</summary>
public sealed class ExecutionFilter(int remembered = 65_536)
{
    private readonly HashSet<string> _seen = [];
    private readonly Queue<string> _order = [];

    /// <summary>True the first time an id is seen.</summary>
    public bool IsNew(string execId)
    {
        if (!_seen.Add(execId)) return false;
        _order.Enqueue(execId);
        if (_order.Count > remembered) _seen.Remove(_order.Dequeue());
        return true;
    }
}
