using System.Threading.Channels;
using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Faults;
using Ats.Bybit.Exchange.Rest;
using Ats.Bybit.Exchange.Sockets;
using Ats.Bybit.Exchange.State;
using Ats.Bybit.Exchange.Wire;
using Ats.Domain;
using Ats.Simulation.Markets;
using Ats.Simulation.Matching;

namespace Ats.Bybit.Exchange;

/// <summary>
/// The one thread of the exchange: everything comes through one bounded channel (full: senders wait, so TCP pushes back) and is done in
/// order. What a command changed is written to the durable log before its answer and its stream frames leave.
/// </summary>
internal sealed class ExchangeLoop : IExchangeListener, IDisposable
{
    private const int QueueLimit = 16_384;
    private const int MaxBatch = 128;
    private readonly Channel<LoopWork> _queue = Channel.CreateBounded<LoopWork>(new BoundedChannelOptions(QueueLimit) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly TimeProvider _time;
    private readonly List<SocketSession> _sessions = [];
    private readonly List<SocketSession> _toFlush = [];
    private readonly List<(RestCall Call, RestReply Reply)> _replies = [];
    private readonly RestRouter _router;
    private readonly StreamCommands _streams;
    private readonly TradeCommands _trades;
    private readonly PrivateHub _private;
    private readonly StateLog? _state;
    private PublicHub _public;
    private long _scannedMs;
    private long _downUntilMs;

    public ExchangeLoop(ExchangeSettings settings, IMarketSource market, TimeProvider time)
    {
        _time = time;
        Faults = new FaultBox(settings.Seed) { Plan = settings.Faults };
        Core = new ExchangeCore(market, rules => new MatchingEngine(rules), this) { LetThrough = order => Faults!.Let(order.Quantity, order.Listing.Rules) };
        var account = Core.Register(1_000_001, settings.Key, settings.Secret);
        var reader = new OrderRequestReader();
        var rates = new RateBook(!settings.RateLimits);
        _router = new RestRouter(Core, rates, reader) { Fault = call => call.ApiKey is not null && Faults.RateLimits() ? ReturnCode.RateLimit : 0 };
        _public = new PublicHub(Core, Faults, Touch);
        _private = new PrivateHub(Core, Faults, Touch);
        _streams = new StreamCommands(Core, () => _public, _private);
        _trades = new TradeCommands(Core, rates, reader, Faults);
        _state = settings.StateDirectory is { } directory ? new StateLog(directory, Core) : null;
        Start(settings, account);
    }

    public ExchangeCore Core { get; }

    public FaultBox Faults { get; }

    /// <summary>Commands that failed by a bug of the exchange.</summary>
    public int Bugs { get; private set; }

    /// <summary>True while a restart fault lasts: connections are refused.</summary>
    public bool IsDown { get; private set; }

    public ValueTask PostAsync(LoopWork work, CancellationToken cancel) => _queue.Writer.WriteAsync(work, cancel);

    /// <summary>Posts unless the queue is full (ticks may be skipped).</summary>
    public void TryPost(LoopWork work) => _queue.Writer.TryWrite(work);

    public void Stop() => _queue.Writer.TryComplete();

    /// <summary>Works until stopped.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync())
            {
                var count = 0;
                while (count++ < MaxBatch && _queue.Reader.TryRead(out var work)) Do(work);
                Finish();
            }
        }
        finally
        {
            // A broken loop (the state could not be written) takes nothing more, so that clients are not left waiting.
            _queue.Writer.TryComplete();
            _state?.Dispose();
        }
    }

    public void Dispose() => _state?.Dispose();

    private void Start(ExchangeSettings settings, Account account)
    {
        var now = Now();
        Core.SetNow(now);
        var resumed = _state?.Load() ?? false;
        Core.Clock.Open(resumed ? _state!.MarketStart : now, now, resumed ? Core.Listings.Select(l => l.Last).ToList() : null);
        if (!resumed)
        {
            foreach (var (coin, amount) in settings.Funds) Core.Deposit(account, coin, amount);
        }

        _state?.Begin(Core.Clock.Start);
        Finish();
    }

    private Timestamp Now() => Timestamp.FromDateTime(_time.GetUtcNow()) + (Faults.Plan.SkewMs * Timestamp.NanosecondsPerMillisecond);

    private void Do(in LoopWork work)
    {
        Core.SetNow(Now());
        switch (work.Kind)
        {
            case LoopWorkKind.Tick:
                Tick();
                break;
            case LoopWorkKind.Rest:
                var call = (RestCall)work.Target!;
                _replies.Add((call, Rest(call)));
                break;
            case LoopWorkKind.SocketText:
                Text((SocketSession)work.Target!, work);
                break;
            case LoopWorkKind.SocketOpened:
                Open((SocketSession)work.Target!);
                break;
            case LoopWorkKind.SocketClosed:
                Close((SocketSession)work.Target!);
                break;
            case LoopWorkKind.Admin:
                ((Action<ExchangeLoop>)work.Target!)(this);
                break;
        }

        _private.Flush();
    }

    /// <summary>Makes what was done durable, then lets answers and frames go.</summary>
    private void Finish()
    {
        _state?.Commit(Core);
        foreach (var order in Core.DirtyOrders) order.Dirty = false;
        Core.DirtyOrders.Clear();
        foreach (var (call, reply) in _replies) call.Done.TrySetResult(reply);
        _replies.Clear();
        foreach (var session in _toFlush)
        {
            session.NeedsFlush = false;
            if (!session.Outgoing.Flush()) session.CutNow();
        }

        _toFlush.Clear();
    }

    private void Tick()
    {
        Core.Clock.Tick(Now());
        _private.CheckDcp();
        Faults.Tick(Core.NowMs, Touch);
        _public.Tick();
        IsDown = Core.NowMs < _downUntilMs;
        if (Core.NowMs - _scannedMs < 1000) return;
        _scannedMs = Core.NowMs;
        foreach (var session in _sessions)
        {
            if (Core.NowMs - session.LastHeardMs > session.MaxIdleMs) session.CutNow();
        }
    }

    private RestReply Rest(RestCall call)
    {
        if (IsDown) return new RestReply(503, [], null);
        try
        {
            return _router.Handle(call);
        }
        catch (Exception e)
        {
            Report(e);
            return _router.Broken();
        }
    }

    private void Text(SocketSession session, in LoopWork work)
    {
        session.LastHeardMs = Core.NowMs;
        var text = work.Buffer.AsMemory(0, work.Length);
        try
        {
            if (session.Kind == ChannelKind.Trade) _trades.Handle(session, text);
            else _streams.Handle(session, text);
        }
        catch (Exception e)
        {
            Report(e);
            session.CutNow();
        }

        Touch(session);
        System.Buffers.ArrayPool<byte>.Shared.Return(work.Buffer!);
    }

    private void Open(SocketSession session)
    {
        session.LastHeardMs = Core.NowMs;
        _sessions.Add(session);
    }

    private void Close(SocketSession session)
    {
        _sessions.Remove(session);
        _streams.Forget(session);
        Faults.Forget(session);
        _toFlush.Remove(session);
        session.Forgotten.TrySetResult();
    }

    /// <summary>Cuts connections now; of one kind, or all.</summary>
    public int Disconnect(ChannelKind? kind)
    {
        var cut = 0;
        foreach (var session in _sessions)
        {
            if (kind is not null && session.Kind != kind) continue;
            session.CutNow();
            cut++;
        }

        return cut;
    }

    /// <summary>As clients see a restart: every connection cut, nothing served for a while, public books numbered from 1 again.</summary>
    public void PretendRestart(int milliseconds)
    {
        Disconnect(null);
        IsDown = true;
        _downUntilMs = Core.NowMs + milliseconds;
        _public = new PublicHub(Core, Faults, Touch);
        foreach (var listing in Core.Listings) listing.DeepUpdates = 1;
    }

    /// <summary>A bug met while serving a command: that client is told (10016 or a cut connection), the others go on.</summary>
    private void Report(Exception bug)
    {
        Bugs++;
        Console.Error.WriteLine("exchange: a bug while serving a command: " + bug);
    }

    private void Touch(SocketSession session)
    {
        if (session.NeedsFlush) return;
        session.NeedsFlush = true;
        _toFlush.Add(session);
    }

    void IExchangeListener.OnOrder(AccountOrder order) => _private.OnOrder(order);

    void IExchangeListener.OnExecution(Account account, Execution execution)
    {
        _private.OnExecution(account, execution);
        _state?.Add(account, execution);
    }

    void IExchangeListener.OnPosition(PositionState position)
    {
        _private.OnPosition(position);
        _state?.Touch(position);
    }

    void IExchangeListener.OnWallet(Account account)
    {
        _private.OnWallet(account);
        _state?.Touch(account);
    }

    void IExchangeListener.OnClosedPnl(Account account, ClosedPnl row) => _state?.Add(account, row);

    void IExchangeListener.OnWalletChange(Account account, WalletChange row) => _state?.Add(account, row);

    void IExchangeListener.OnTrade(Listing listing, in TapeTrade trade) => _public.OnTrade(listing, trade);

    void IExchangeListener.OnLiquidation(Listing listing, bool wasLong, Quantity quantity, Price price) => _public.OnLiquidation(listing, wasLong, quantity, price);
}
