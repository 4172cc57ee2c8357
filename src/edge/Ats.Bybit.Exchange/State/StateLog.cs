using System.Buffers.Binary;
using System.IO.Hashing;
using Ats.Bybit.Exchange.Core;
using Ats.Domain;
using Microsoft.Win32.SafeHandles;

namespace Ats.Bybit.Exchange.State;

/// <summary>
/// The exchange's durable state: an append-only file of frames (length, CRC-32, records), each the whole outcome of a batch of commands as
/// absolute values, written to the operating system before any answer of the batch leaves. A killed process loses nothing it
/// acknowledged; the disk is forced every second, so a power cut may cost that second. A torn last frame is dropped. On start, and when it
/// has grown large, the file is replaced by one compact frame of the present state.
/// </summary>
internal sealed class StateLog : IDisposable
{
    private const long SyncMs = 1000;
    private const long CompactBytes = 256L * 1024 * 1024;
    private readonly string _path;
    private readonly ExchangeCore _core;
    private readonly MemoryStream _frame = new();
    private readonly BinaryWriter _write;
    private readonly HashSet<Account> _wallets = [];
    private readonly HashSet<Holding> _holdings = [];
    private readonly long[] _minutesWritten;
    private readonly int[] _fundingsWritten;
    private readonly FileStream _lock;
    private SafeFileHandle? _file;
    private long _length;
    private long _compactAt;
    private long _syncedMs;
    private Timestamp _marketStart;
    private Task _sync = Task.CompletedTask;

    /// <exception cref="IOException">The directory cannot be made, or another exchange works on it.</exception>
    public StateLog(string directory, ExchangeCore core)
    {
        Directory.CreateDirectory(directory);
        _path = Path.Combine(directory, "exchange.state");
        _core = core;
        _lock = new FileStream(Path.Combine(directory, "exchange.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        _write = new BinaryWriter(_frame);
        _frame.SetLength(8);
        _frame.Position = 8;
        _minutesWritten = new long[core.Listings.Count];
        _fundingsWritten = new int[core.Listings.Count];
    }

    /// <summary>First start of the market ever, once loaded.</summary>
    public Timestamp MarketStart { get; private set; }

    /// <summary>Brings the core to the state on disk; false when there is none.</summary>
    /// <exception cref="InvalidDataException">The file belongs to another set of instruments or accounts.</exception>
    public bool Load()
    {
        if (!File.Exists(_path)) return false;
        var loader = new StateLoader(_core);
        loader.Read(File.ReadAllBytes(_path));
        MarketStart = loader.MarketStart;
        return loader.MarketStart.Nanoseconds != 0;
    }

    /// <summary>Replaces the file by the present state and opens it for appending.</summary>
    public void Begin(Timestamp marketStart)
    {
        var temporary = _path + ".new";
        _sync.Wait();
        _file?.Dispose();
        _marketStart = marketStart;
        _file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write, FileShare.Read);
        _length = 0;
        Header(marketStart);
        foreach (var listing in _core.Listings)
        {
            // What lies before the first start comes from the market source again.
            foreach (var candle in listing.Candles.Minutes)
            {
                if (candle.StartMs + 60_000 > marketStart.ToMilliseconds()) Minute(listing, candle);
            }

            _minutesWritten[listing.Index] = LastClosed(listing);
            foreach (var point in listing.FundingHistory) Funding(listing, point);
            _fundingsWritten[listing.Index] = listing.FundingHistory.Count;
        }

        foreach (var account in _core.Accounts) Snapshot(account);
        _wallets.Clear();
        _holdings.Clear();
        Clock();
        Seal();
        RandomAccess.FlushToDisk(_file);
        File.Move(temporary, _path, overwrite: true);
        _compactAt = (2 * _length) + CompactBytes;
    }

    public void Add(Account account, Execution row)
    {
        if (_file is null) return;
        Start(StateRecord.Execution, account);
        _write.Write((byte)row.Listing.Index);
        RowCodec.Write(_write, row);
    }

    public void Add(Account account, ClosedPnl row)
    {
        if (_file is null) return;
        Start(StateRecord.ClosedPnl, account);
        _write.Write((byte)row.Listing.Index);
        RowCodec.Write(_write, row);
    }

    public void Add(Account account, WalletChange row)
    {
        if (_file is null) return;
        Start(StateRecord.WalletChange, account);
        RowCodec.Write(_write, row);
    }

    public void Touch(Account account) => _wallets.Add(account);

    public void Touch(PositionState position) => _holdings.Add(position.Holding);

    /// <summary>Writes everything since the last commit as one frame.</summary>
    public void Commit(ExchangeCore core)
    {
        if (_file is null) return;
        foreach (var order in core.DirtyOrders) Order(order);
        foreach (var account in _wallets) Coins(account);
        foreach (var holding in _holdings) Holding(holding);
        _wallets.Clear();
        _holdings.Clear();
        foreach (var listing in core.Listings) Series(listing);
        if (_frame.Length == 8) return;
        Clock();
        Seal();
        if (_length > _compactAt) Begin(_marketStart);
        if (core.NowMs - _syncedMs < SyncMs || !_sync.IsCompletedSuccessfully) return;
        _syncedMs = core.NowMs;
        var file = _file;
        _sync = Task.Run(() => RandomAccess.FlushToDisk(file));
    }

    public void Dispose()
    {
        if (_file is { IsClosed: false })
        {
            _sync.Wait();
            RandomAccess.FlushToDisk(_file);
        }

        _file?.Dispose();
        _lock.Dispose();
        _write.Dispose();
        _frame.Dispose();
    }

    private static long LastClosed(Listing listing) => listing.Candles.Minutes.Count < 2 ? 0 : listing.Candles.Minutes[^2].StartMs;

    private void Snapshot(Account account)
    {
        foreach (var hash in account.UsedLinks)
        {
            Start(StateRecord.UsedLink, account);
            _write.Write((ulong)(hash >> 64));
            _write.Write((ulong)hash);
        }

        foreach (var order in account.Orders.Values.OrderBy(o => o.Id)) Order(order);
        for (var i = 0; i < account.Executions.Count; i++) Add(account, account.Executions[i]);
        for (var i = 0; i < account.ClosedPnl.Count; i++) Add(account, account.ClosedPnl[i]);
        for (var i = 0; i < account.WalletChanges.Count; i++) Add(account, account.WalletChanges[i]);
        Coins(account);
        foreach (var holding in account.Holdings) Holding(holding);
    }

    private void Header(Timestamp marketStart)
    {
        _write.Write((byte)StateRecord.Header);
        _write.Write(marketStart.Nanoseconds);
        _write.Write(string.Join(',', _core.Listings.Select(l => l.Rules.Id.ToString())));
    }

    private void Order(AccountOrder order)
    {
        Start(StateRecord.Order, order.Account);
        _write.Write((byte)order.Listing.Index);
        OrderCodec.Write(_write, order);
    }

    private void Coins(Account account)
    {
        foreach (var coin in account.Coins.Values)
        {
            Start(StateRecord.Coin, account);
            _write.Write(coin.Coin);
            _write.Write(coin.Wallet);
            _write.Write(coin.CumRealised);
        }
    }

    private void Holding(Holding holding)
    {
        Start(StateRecord.Holding, holding.Account);
        _write.Write((byte)holding.Listing.Index);
        RowCodec.Write(_write, holding);
    }

    /// <summary>Minutes that closed and fundings that settled since the last commit.</summary>
    private void Series(Listing listing)
    {
        var last = LastClosed(listing);
        if (last != _minutesWritten[listing.Index])
        {
            var minutes = listing.Candles.Minutes;
            var from = minutes.Count - 2;
            while (from > 0 && minutes[from - 1].StartMs > _minutesWritten[listing.Index]) from--;
            for (var i = from; i < minutes.Count - 1; i++) Minute(listing, minutes[i]);
            _minutesWritten[listing.Index] = last;
        }

        for (; _fundingsWritten[listing.Index] < listing.FundingHistory.Count; _fundingsWritten[listing.Index]++) Funding(listing, listing.FundingHistory[_fundingsWritten[listing.Index]]);
    }

    private void Minute(Listing listing, in Candle candle)
    {
        _write.Write((byte)StateRecord.Minute);
        _write.Write((byte)listing.Index);
        RowCodec.Write(_write, candle);
    }

    private void Funding(Listing listing, FundingPoint point)
    {
        _write.Write((byte)StateRecord.Funding);
        _write.Write((byte)listing.Index);
        _write.Write(point.TimeMs);
        _write.Write(point.Rate);
    }

    private void Clock()
    {
        _write.Write((byte)StateRecord.Clock);
        _write.Write(_core.LastId);
        foreach (var listing in _core.Listings)
        {
            _write.Write(listing.Last.Raw);
            _write.Write(listing.Seq);
        }
    }

    private void Start(StateRecord kind, Account account)
    {
        _write.Write((byte)kind);
        _write.Write(account.Uid);
    }

    private void Seal()
    {
        var bytes = _frame.GetBuffer().AsSpan(0, (int)_frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length - 8);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], Crc32.HashToUInt32(bytes[8..]));
        RandomAccess.Write(_file!, bytes, _length);
        _length += bytes.Length;
        _frame.SetLength(8);
        _frame.Position = 8;
    }
}
