using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Ats.Bybit.Exchange.Core;

/// <summary>A registered unified account: its key, coins, holdings, orders and history. History keeps the newest <see cref="HistoryLimit"/> rows of each kind.</summary>
internal sealed class Account
{
    public const int HistoryLimit = 50_000;
    private readonly Holding[] _holdings;
    private readonly Dictionary<long, AccountOrder> _orders = [];
    private readonly Queue<long> _closed = new();
    private readonly HistoryList<AccountOrder> _byAge = new(HistoryLimit + 2000);
    private readonly HashSet<UInt128> _usedLinks = [];
    private readonly Dictionary<string, long> _links = new(StringComparer.Ordinal);

    public Account(long uid, string key, string secret, IReadOnlyList<Listing> listings)
    {
        Uid = uid;
        Key = key;
        Secret = secret;
        _holdings = listings.Select(l => new Holding(this, l)).ToArray();
        foreach (var coin in listings.SelectMany(l => new[] { l.BaseCoin, l.QuoteCoin }).Distinct().Order(StringComparer.Ordinal)) Coins[coin] = new CoinBalance(coin);
    }

    /// <summary>Index among the accounts.</summary>
    public int Number { get; init; }

    public long Uid { get; }

    public string Key { get; }

    public string Secret { get; }

    public SortedDictionary<string, CoinBalance> Coins { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<Holding> Holdings => _holdings;

    public HistoryList<Execution> Executions { get; } = new(HistoryLimit);

    public HistoryList<ClosedPnl> ClosedPnl { get; } = new(HistoryLimit);

    public HistoryList<WalletChange> WalletChanges { get; } = new(HistoryLimit);

    /// <summary>Open orders by id, oldest first.</summary>
    public SortedDictionary<long, AccountOrder> Open { get; } = [];

    /// <summary>Every order still remembered, open or closed.</summary>
    public IReadOnlyDictionary<long, AccountOrder> Orders => _orders;

    public int OpenSpotOrders { get; set; }

    public IReadOnlyCollection<UInt128> UsedLinks => _usedLinks;

    /// <summary>Disconnect-cancel-all window in seconds per product (0 derivatives, 1 spot); 0 = off.</summary>
    public int[] DcpSeconds { get; } = [0, 0];

    /// <summary>A dcp topic was subscribed since the window was last used up.</summary>
    public bool[] DcpArmed { get; } = [false, false];

    /// <summary>When the orders of a product are cancelled; 0 while connected.</summary>
    public long[] DcpDeadlineMs { get; } = [0, 0];

    public Holding Holding(Listing listing) => _holdings[listing.Index];

    public bool LinkUsed(string link) => _usedLinks.Contains(Hash(link));

    public void UseLink(UInt128 hash) => _usedLinks.Add(hash);

    public void Add(AccountOrder order)
    {
        _orders[order.Id] = order;
        _byAge.Add(order);
        if (order.LinkId.Length > 0)
        {
            _usedLinks.Add(Hash(order.LinkId));
            _links[order.LinkId] = order.Id;
        }

        if (order.IsOpen) Open[order.Id] = order;
        else Close(order);
    }

    /// <summary>Moves an order from the open ones to history.</summary>
    public void Close(AccountOrder order)
    {
        Open.Remove(order.Id);
        _closed.Enqueue(order.Id);
        if (_closed.Count <= HistoryLimit) return;
        var forgotten = _closed.Dequeue();
        if (_orders.Remove(forgotten, out var old) && old.LinkId.Length > 0) _links.Remove(old.LinkId);
    }

    /// <summary>Remembered orders, newest first.</summary>
    public IEnumerable<AccountOrder> Newest()
    {
        for (var i = _byAge.Count - 1; i >= 0; i--)
        {
            if (_orders.ContainsKey(_byAge[i].Id)) yield return _byAge[i];
        }
    }

    /// <summary>By id text when given, else by link; null when unknown.</summary>
    public AccountOrder? Find(string? orderId, string? linkId)
    {
        if (!string.IsNullOrEmpty(orderId)) return WireId.TryParseOrder(orderId, out var n) ? _orders.GetValueOrDefault(n) : null;
        return !string.IsNullOrEmpty(linkId) && _links.TryGetValue(linkId, out var id) ? _orders.GetValueOrDefault(id) : null;
    }

    private static UInt128 Hash(string link) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(link.AsSpan()));
}
