namespace Ats.Bybit.Exchange.Core;

/// <summary>A list that forgets its oldest rows beyond a limit, a quarter of the limit at a time.</summary>
internal sealed class HistoryList<T>(int limit)
{
    private readonly List<T> _rows = [];

    public int Count => _rows.Count;

    /// <summary>Index 0 is the oldest row kept.</summary>
    public T this[int index] => _rows[index];


    public void Add(T row)
    {
        if (_rows.Count >= limit + (limit / 4)) _rows.RemoveRange(0, _rows.Count - limit);
        _rows.Add(row);
    }
}
