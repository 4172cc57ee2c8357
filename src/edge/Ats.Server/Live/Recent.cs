namespace Ats.Server.Live;

/// <summary>The last so many items, newest first when read. Not thread-safe.</summary>
internal sealed class Recent<T>(int capacity)
{
    private readonly T[] _items = new T[capacity];
    private long _added;

    public long Added => _added;

    public int Count => (int)Math.Min(_added, _items.Length);

    public void Add(in T item) => _items[_added++ % _items.Length] = item;

    /// <summary>Up to <paramref name="most"/> items that satisfy the condition, newest first.</summary>
    public List<T> Newest(int most, Func<T, bool>? where = null)
    {
        var list = new List<T>();
        for (var i = _added - 1; i >= _added - Count && list.Count < most; i--)
        {
            var item = _items[i % _items.Length];
            if (where is null || where(item)) list.Add(item);
        }

        return list;
    }
}
