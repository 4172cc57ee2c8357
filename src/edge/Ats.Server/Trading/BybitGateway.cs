using System.Diagnostics;
using System.Threading.Channels;
using Ats.Bybit;
using Ats.Bybit.Limits;
using Ats.Bybit.Rest;
using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Server.Live;

namespace Ats.Server.Trading;

/// <summary>
/// The way to Bybit. The engine hands an order over and goes on; a sender lets it leave when the journal holds it and the account is
/// synchronised. Requests whose outcome is unknown are settled by asking until there is evidence. Entries older than
/// <see cref="StaleAfter"/> by then are not sent. The queue holds <see cref="QueueLimit"/> requests; beyond, orders are rejected here.
/// </summary>
public sealed class BybitGateway : IOrderGateway, IAsyncDisposable
{
    public const int QueueLimit = 8192;

    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly BybitRest _rest;
    private readonly TradeStream? _trade;
    private readonly OrderLinks _links;
    private readonly OrderTracker _tracker;
    private readonly IDurableJournal _journal;
    private readonly TimeProvider _time;
    private readonly OrderSettler _settler;
    private readonly Channel<Outgoing> _outgoing = Channel.CreateBounded<Outgoing>(new BoundedChannelOptions(QueueLimit) { SingleReader = true });
    private readonly List<Outgoing> _decided = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;
    private readonly ManualResetEventSlim _synchronised = new(false);
    private Task _sender = Task.CompletedTask;
    private int _inFlight;

    internal BybitGateway(IReadOnlyList<Instrument> instruments, BybitRest rest, TradeStream? trade, OrderLinks links, OrderTracker tracker, IDurableJournal journal, TimeProvider time, ContestTiming timing)
    {
        _instruments = instruments;
        _rest = rest;
        _trade = trade;
        _links = links;
        _tracker = tracker;
        _journal = journal;
        _time = time;
        _stopping = _stop.Token;
        _settler = new OrderSettler(instruments, rest, links, tracker, time, timing, _stopping);
    }

    /// <summary>Best bid and ask of an instrument as the engine sees them at a decision; asked on the engine's thread.</summary>
    internal Func<short, MarketSnapshot>? Market { get; set; }

    /// <summary>Told why the exchange refused an order or an amend.</summary>
    internal RulesWatch? Rules { get; set; }

    internal LatencyMeter Latency { get; } = new();

    /// <summary>Requests waiting or under way.</summary>
    public int Busy => _outgoing.Reader.Count + Volatile.Read(ref _inFlight);

    public bool IsSynchronised
    {
        get => _synchronised.IsSet;
        set
        {
            if (value) _synchronised.Set();
            else _synchronised.Reset();
        }
    }

    public void Start() => _sender = Task.Factory.StartNew(SendAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Submit(in ApprovedOrder order)
    {
        var intent = order.Intent;
        var market = Market?.Invoke(intent.Instrument) ?? default;
        _tracker.Add(in intent, Now, intent.Side == Side.Buy ? market.Ask : market.Bid);
        Decide(OutgoingKind.Create, in intent, intent.Id, intent.Instrument);
    }

    public void Amend(in ApprovedOrder order)
    {
        var intent = order.Intent;
        _tracker.AmendAsked(in intent, Now);
        Decide(OutgoingKind.Amend, in intent, intent.Id, intent.Instrument);
    }

    public void Cancel(ClientOrderId order, short instrument)
    {
        _tracker.CancelAsked(order);
        Decide(OutgoingKind.Cancel, default, order, instrument);
    }

    /// <summary>
    /// Lets go what was decided on the input just handled; on the engine's thread. Not earlier: what a timer decides is journaled before the
    /// input that fired it, and an order whose input is lost would be unknown to the next run.
    /// </summary>
    public void Dispatch()
    {
        if (_decided.Count == 0) return;
        var entries = _journal.Appended;
        foreach (var request in _decided)
        {
            if (!Queue(request with { Entries = entries })) Refuse(in request);
        }

        _decided.Clear();
    }

    /// <summary>Asks about an order until there is evidence of what became of it.</summary>
    public void Settle(ClientOrderId id)
    {
        _tracker.Lost(id, Now);
        _settler.Chase(id);
    }

    /// <summary>Asks about orders the exchange owes a word on: executions of what it said is filled, the end of a market order.</summary>
    internal void ChaseOverdue(TimeSpan after)
    {
        var before = Now + (-after.Ticks * 100);
        foreach (var id in _tracker.Open(o => o.OwedSince < before || (o.Intent.Type == OrderType.Market && o is { HasLeft: true, IsLeaving: false } && o.SentAt < before))) _settler.Chase(id);
    }

    /// <summary>Fetches executions the stream has not brought; false when the exchange did not answer.</summary>
    internal Task<bool> BringExecutionsAsync(Instrument instrument, Timestamp since) => _settler.BringExecutionsAsync(instrument, since);

    /// <summary>Cancels every order of every instrument at the exchange, past the engine: for when it has failed. The stop of last resort stays.</summary>
    public async Task CancelEverything(CancellationToken cancel)
    {
        foreach (var instrument in _instruments) await _rest.Orders.CancelAllAsync(CategoryOf(instrument), instrument.Id.Symbol, orderFilter: "Order", cancel: cancel).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _outgoing.Writer.TryComplete();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _sender.ConfigureAwait(false);
        _stop.Dispose();
        _synchronised.Dispose();
    }

    internal static Category CategoryOf(Instrument instrument) => instrument.Kind == ContractKind.Spot ? Category.Spot : Category.Linear;

    private Timestamp Now => Timestamp.FromDateTime(_time.GetUtcNow());

    private void Decide(OutgoingKind kind, in OrderIntent intent, ClientOrderId id, short instrument) =>
        _decided.Add(new Outgoing(kind, intent, id, instrument, 0, Stopwatch.GetTimestamp()));

    private void Refuse(in Outgoing request)
    {
        if (request.Kind == OutgoingKind.Create) _tracker.Rejected(request.Id, OrderRejectReason.Other, Now);
        else if (request.Kind == OutgoingKind.Amend) _tracker.AmendRefused(request.Id, OrderRejectReason.Other, Now);
        else _tracker.CancelRefused(request.Id, OrderRejectReason.Other, Now);
    }

    private bool Queue(in Outgoing request) => _outgoing.Writer.TryWrite(request);

    private void SendAll()
    {
        try
        {
            while (_outgoing.Reader.WaitToReadAsync(_stopping).AsTask().GetAwaiter().GetResult())
            {
                while (_outgoing.Reader.TryRead(out var request))
                {
                    _journal.WaitDurable(request.Entries);
                    var durable = Stopwatch.GetTimestamp();
                    _synchronised.Wait(_stopping);
                    Interlocked.Increment(ref _inFlight);
                    _ = SendAsync(request, durable);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or JournalException or ObjectDisposedException)
        {
            // Stopped, or the journal failed: nothing leaves that is not on record. The engine's loop reports the journal.
        }
    }

    private async Task SendAsync(Outgoing request, long durable)
    {
        try
        {
            switch (request.Kind)
            {
                case OutgoingKind.Create:
                    await CreateAsync(request, durable).ConfigureAwait(false);
                    break;
                case OutgoingKind.Amend:
                    await AmendAsync(request).ConfigureAwait(false);
                    break;
                default:
                    await CancelAsync(request).ConfigureAwait(false);
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over; the next one asks about what is open.
        }
        catch (Exception)
        {
            // Whatever it was, the request may have left: only evidence settles it.
            Settle(request.Id);
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private async Task CreateAsync(Outgoing request, long durable)
    {
        var intent = request.Intent;
        var reduces = intent.ReduceOnly || IsReduction(in intent);
        if (!reduces && Now - intent.DecidedAt > StaleAfter.Ticks * 100)
        {
            _tracker.Rejected(intent.Id, OrderRejectReason.Other, Now);
            return;
        }

        if (!_tracker.StartSending(intent.Id)) return;
        try
        {
            await SendOrderAsync(request, reduces ? RatePriority.Protect : RatePriority.Entry, durable).ConfigureAwait(false);
        }
        finally
        {
            _tracker.EndSending(intent.Id, Now);
        }
    }

    private async Task SendOrderAsync(Outgoing request, RatePriority priority, long durable)
    {
        var intent = request.Intent;
        var order = Wire(in intent);
        var outcome = await Over(t => t.CreateAsync(order, priority, intent.Id.Arm + 1, _stopping), r => r.CreateAsync(order, priority, intent.Id.Arm + 1, _stopping)).ConfigureAwait(false);
        if (outcome is Outcome<OrderAck>.Refused { Info.Action: CodeAction.ResyncClock }) _ = _rest.MeasureClockAsync(_stopping);
        switch (outcome)
        {
            case Outcome<OrderAck>.Ok ok:
                Latency.Add(request.Queued, durable, Stopwatch.GetTimestamp());
                _tracker.Acknowledged(intent.Id, ok.Value.OrderId);
                break;
            case Outcome<OrderAck>.Refused { Info.Action: CodeAction.Query } or Outcome<OrderAck>.Unknown:
                Settle(intent.Id);
                break;
            case Outcome<OrderAck>.Refused refused:
                Rules?.Refused(refused.Info);
                _tracker.Rejected(intent.Id, refused.Info.Reason, Now);
                break;
            default:
                _tracker.Rejected(intent.Id, OrderRejectReason.Other, Now);
                break;
        }
    }

    private async Task AmendAsync(Outgoing request)
    {
        var intent = request.Intent;
        var amend = new AmendOrder(Key(request)) { Price = intent.Price.ToDecimal(), Quantity = intent.Quantity.ToDecimal() };
        var outcome = await Over(t => t.AmendAsync(amend, RatePriority.Entry, intent.Id.Arm + 1, _stopping), r => r.AmendAsync(amend, RatePriority.Entry, intent.Id.Arm + 1, _stopping)).ConfigureAwait(false);
        if (outcome is Outcome<OrderAck>.Refused why) Rules?.Refused(why.Info);
        if (outcome is Outcome<OrderAck>.Unknown or Outcome<OrderAck>.Refused { Info.Action: CodeAction.Query, Info.Reason: OrderRejectReason.Other }) Settle(intent.Id);
        else if (outcome is not Outcome<OrderAck>.Ok) _tracker.AmendRefused(intent.Id, outcome is Outcome<OrderAck>.Refused refused ? refused.Info.Reason : OrderRejectReason.Other, Now);
    }

    private async Task CancelAsync(Outgoing request)
    {
        var key = Key(request);
        var outcome = await Over(t => t.CancelAsync(key, request.Id.Arm + 1, _stopping), r => r.CancelAsync(key, request.Id.Arm + 1, _stopping)).ConfigureAwait(false);
        switch (outcome)
        {
            case Outcome<OrderAck>.Ok:
                break;
            case Outcome<OrderAck>.Refused { Info.Reason: not OrderRejectReason.UnknownOrder, Info.Action: not CodeAction.Query } refused:
                _tracker.CancelRefused(request.Id, refused.Info.Reason, Now);
                break;
            case Outcome<OrderAck>.Refused or Outcome<OrderAck>.Unknown:
                // It crossed a fill or its own order, or its fate is open: the order's row tells.
                Settle(request.Id);
                break;
            default:
                // Not taken for now: it is asked again until the order is gone.
                _settler.Chase(request.Id);
                break;
        }
    }

    /// <summary>Over the trade socket while it is live, else over REST.</summary>
    private async Task<Outcome<OrderAck>> Over(Func<TradeStream, Task<Outcome<OrderAck>>> trade, Func<OrderApi, Task<Outcome<OrderAck>>> rest)
    {
        if (_trade is { Status.State: StreamState.Live })
        {
            var outcome = await trade(_trade).ConfigureAwait(false);
            if (outcome is not Outcome<OrderAck>.NotSent) return outcome;
        }

        return await rest(_rest.Orders).ConfigureAwait(false);
    }

    private OrderKey Key(in Outgoing request)
    {
        var instrument = _instruments[request.Instrument];
        return new OrderKey(CategoryOf(instrument), instrument.Id.Symbol, _tracker.Find(request.Id)?.OrderId, _links.Of(request.Id));
    }

    /// <summary>Reduce-only is our gate's business, on the arm's own position: at the exchange another arm may hold the other side.</summary>
    private NewOrder Wire(in OrderIntent intent)
    {
        var instrument = _instruments[intent.Instrument];
        return new NewOrder(CategoryOf(instrument), instrument.Id.Symbol, intent.Side, intent.Type, intent.Quantity.ToDecimal())
        {
            Price = intent.Type == OrderType.Limit ? intent.Price.ToDecimal() : null,
            TimeInForce = intent.TimeInForce,
            OrderLinkId = _links.Of(intent.Id),
            SmpType = WireWords.SmpCancelMaker,
        };
    }

    private bool IsReduction(in OrderIntent intent)
    {
        var held = _tracker.HeldBy(intent.Id.Arm, intent.Instrument);
        return held != 0 && held > 0 != (intent.Side == Side.Buy) && Math.Abs(held) >= intent.Quantity.ToDecimal();
    }
}
