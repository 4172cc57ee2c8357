using Ats.Domain;
using Ats.Simulation.Markets;
using Ats.Simulation.Matching;

namespace Ats.Bybit.Exchange.Core;

/// <summary>
/// The exchange without clock and sockets: fed commands and moments from one thread, it keeps accounts, books and history and tells a
/// listener what happens. Same market, same commands at the same moments, same events.
/// </summary>
internal sealed class ExchangeCore
{
    private readonly Dictionary<(bool Linear, string Symbol), Listing> _bySymbol = [];
    private readonly Dictionary<string, Account> _byKey = new(StringComparer.Ordinal);
    private readonly List<Account> _accounts = [];
    private long _lastId;

    public ExchangeCore(IMarketSource market, Func<MatchingRules, IMatchingEngine> newBook, IExchangeListener listener)
    {
        Market = market;
        Listener = listener;
        Listings = market.Instruments.Select((rules, i) => new Listing((short)i, rules, newBook(MatchingRules.Of(rules)))).ToList();
        foreach (var listing in Listings) _bySymbol[(listing.IsLinear, listing.Symbol)] = listing;
        Settlement = new Settlement(this);
        Matching = new MatchDesk(this);
        Triggers = new TriggerDesk(this);
        Protection = new ProtectionDesk(this);
        Orders = new OrderDesk(this);
        Positions = new PositionDesk(this);
        Clock = new MarketClock(this);
        Liquidation = new LiquidationDesk(this);
    }

    public IMarketSource Market { get; }

    public IExchangeListener Listener { get; }

    public IReadOnlyList<Listing> Listings { get; }

    public IReadOnlyList<Account> Accounts => _accounts;

    public Settlement Settlement { get; }

    public MatchDesk Matching { get; }

    public TriggerDesk Triggers { get; }

    public ProtectionDesk Protection { get; }

    public OrderDesk Orders { get; }

    public PositionDesk Positions { get; }

    public MarketClock Clock { get; }

    public LiquidationDesk Liquidation { get; }

    /// <summary>The exchange's present moment; never goes back.</summary>
    public Timestamp Now { get; private set; }

    public long NowMs { get; private set; }

    /// <summary>What of an immediate order reaches the book: all of it, but for a fault on demand.</summary>
    public Func<AccountOrder, Quantity> LetThrough { get; set; } = order => order.Quantity;

    /// <summary>Orders whose state changed since the owner last cleared this list (for durable state).</summary>
    public List<AccountOrder> DirtyOrders { get; } = [];

    /// <summary>The last id given out; ids number orders, executions and ledger rows alike.</summary>
    public long LastId => _lastId;

    public long NextId() => ++_lastId;

    /// <summary>After a restart: never give out an id twice.</summary>
    public void SkipIdsTo(long id) => _lastId = Math.Max(_lastId, id);

    public void SetNow(Timestamp now)
    {
        if (now <= Now) return;
        Now = now;
        NowMs = now.ToMilliseconds();
    }

    public Account Register(long uid, string key, string secret)
    {
        if (_byKey.ContainsKey(key)) throw new ArgumentException($"The key {key} is registered already.", nameof(key));
        var account = new Account(uid, key, secret, Listings) { Number = _accounts.Count };
        _accounts.Add(account);
        _byKey[key] = account;
        return account;
    }

    public Account? FindAccount(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>Changes an instrument's rules from now on; where it closes, its open orders are cancelled. Forgotten on a restart.</summary>
    /// <exception cref="FormatException">A tick or lot finer than the book was made with.</exception>
    public void ChangeRules(Listing listing, in TradingRules rules)
    {
        var made = Market.Instruments[listing.Index];
        if (rules.TickSize.Raw % made.TickSize.Raw != 0 || rules.LotSize.Raw % made.LotSize.Raw != 0)
            throw new FormatException($"The book of {listing.Symbol} was made with tick {made.TickSize} and lot {made.LotSize}: write multiples of them.");
        listing.Rules = rules.On(listing.Rules);
        if (rules.IsTrading) return;
        foreach (var account in _accounts)
        {
            foreach (var order in account.Open.Values.Where(o => o.Listing == listing).ToList()) Orders.CancelBySystem(order, CancelKind.CancelByAdmin);
        }
    }

    public Listing? FindListing(string? category, string? symbol) => symbol is null ? null : category switch
    {
        "linear" => _bySymbol.GetValueOrDefault((true, symbol)),
        "spot" => _bySymbol.GetValueOrDefault((false, symbol)),
        _ => null,
    };

    public CoinBalance Coin(Account account, string coin)
    {
        if (!account.Coins.TryGetValue(coin, out var balance)) account.Coins[coin] = balance = new CoinBalance(coin);
        return balance;
    }

    /// <summary>USD per unit of a coin: 1 for USDT and USDC, the index for traded coins, 0 for others.</summary>
    public decimal UsdPrice(string coin)
    {
        if (coin is "USDT" or "USDC") return 1m;
        foreach (var listing in Listings)
        {
            if (listing.BaseCoin == coin) return listing.IndexPrice.ToDecimal();
        }

        return 0m;
    }

    /// <summary>Adds money from outside (funding an account, demo money), negative to take it away.</summary>
    public void Deposit(Account account, string coin, decimal amount)
    {
        var balance = Coin(account, coin);
        balance.Wallet += amount;
        RecordChange(account, new WalletChange(
            NextId(), coin, amount < 0 ? "TRANSFER_OUT" : "TRANSFER_IN", null, null, 0, "", 0, Math.Abs(amount), 0, 0, amount, 0, 0, null, amount, balance.Wallet, NowMs));
        Listener.OnWallet(account);
    }

    public void Record(Account account, Execution execution)
    {
        account.Executions.Add(execution);
        Listener.OnExecution(account, execution);
    }

    public void RecordChange(Account account, WalletChange row)
    {
        account.WalletChanges.Add(row);
        Listener.OnWalletChange(account, row);
    }

    /// <summary>Says that an order reached a new state: dirties it, moves it to history when closed, tells the listener.</summary>
    public void Announce(AccountOrder order)
    {
        order.UpdatedMs = NowMs;
        Reservations.Update(order);
        if (!order.Dirty)
        {
            order.Dirty = true;
            DirtyOrders.Add(order);
        }

        Listener.OnOrder(order);
        Touch(order);
    }

    private void Touch(AccountOrder order)
    {
        if (order.Listing.IsLinear) Listener.OnPosition(order.Account.Holding(order.Listing).Positions[order.PositionIndex]);
        Listener.OnWallet(order.Account);
    }
}
