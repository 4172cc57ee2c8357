using System.Threading.Channels;
using Ats.Domain;
using Ats.Engine;

namespace Ats.Server.Live;

/// <summary>
/// Feeds one engine on a thread of its own. Market data, words from the exchange, operators' commands and the passing of time all come
/// through here and are logged by the engine as they are taken. Two bounded queues of <see cref="QueueLimit"/> inputs with one reader: when
/// the market's is full its writers wait (nothing is dropped: the sockets push back); words and commands go first, and their queue, which
/// our own requests bound, must never be full: that is a fault. When the engine or its journal fails, the loop stops for good, says why in
/// <see cref="Fault"/> and calls the fault handler.
/// </summary>
public sealed class EngineLoop : IAsyncDisposable
{
    public const int QueueLimit = 65_536;

    private static readonly TimeSpan ClockPeriod = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan IdlePeriod = TimeSpan.FromMilliseconds(250);

    private readonly TradingEngine _engine;
    private readonly TimeProvider _time;
    private readonly Action<TradingEngine> _afterBatch;
    private readonly Action<Exception> _onFault;
    private readonly IEngineFeed? _feed;
    private readonly Action? _afterInput;
    private readonly Channel<LiveInput> _market = Channel.CreateBounded<LiveInput>(new BoundedChannelOptions(QueueLimit) { SingleReader = true });
    private readonly Channel<LiveInput> _words = Channel.CreateBounded<LiveInput>(new BoundedChannelOptions(QueueLimit) { SingleReader = true });
    private readonly ManualResetEventSlim _signal = new(false);
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _clock;
    private long _nextTimer = long.MaxValue;
    private long _taken;
    private long _beats;
    private volatile bool _stopping;
    private volatile Exception? _overflow;

    /// <param name="engine">Touched by the loop's thread only, from <see cref="Start"/> on.</param>
    /// <param name="time">Wall clock and timers.</param>
    /// <param name="afterBatch">Called on the loop's thread whenever the queue has run empty, and at least once a clock tick: publish views here.</param>
    /// <param name="onFault">Called once, when the engine or its journal failed; cancel what is open at the exchange here.</param>
    /// <param name="feed">What market data and time go through before they reach the engine; null = nothing.</param>
    /// <param name="afterInput">Called on the loop's thread after every input: let go here what the engine decided.</param>
    public EngineLoop(TradingEngine engine, TimeProvider time, Action<TradingEngine> afterBatch, Action<Exception> onFault, IEngineFeed? feed = null, Action? afterInput = null)
    {
        _engine = engine;
        _time = time;
        _afterBatch = afterBatch;
        _onFault = onFault;
        _feed = feed;
        _afterInput = afterInput;
        _thread = new Thread(Run) { IsBackground = true, Name = "ats-engine" };
    }

    /// <summary>Why the loop stopped; null while it runs.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Inputs taken so far.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Goes up with every input, and at least twice a second while there are none, as long as the engine's thread goes round.</summary>
    public long Beats => Volatile.Read(ref _beats);

    /// <summary>Inputs waiting.</summary>
    public int Waiting => _market.Reader.Count + _words.Reader.Count;

    public Timestamp Now => Timestamp.FromDateTime(_time.GetUtcNow());

    public void Start()
    {
        _thread.Start();
        _clock = _time.CreateTimer(_ => Tick(), null, ClockPeriod, ClockPeriod);
    }

    /// <summary>Puts market data in the queue; waits while it is full. False when the loop has stopped.</summary>
    public bool Post(in MarketEvent market)
    {
        var input = LiveInput.Of(in market);
        if (!_market.Writer.TryWrite(input) && !PostSlowly(input).AsTask().GetAwaiter().GetResult()) return false;
        _signal.Set();
        return true;
    }

    /// <summary>Puts a word from the exchange in the queue; never waits. False when the loop has stopped.</summary>
    public bool Post(in OrderEvent word) => PostWord(LiveInput.Of(in word));

    /// <summary>Hands a command to the engine and returns what came of it. Its time is that of the hand-over.</summary>
    /// <exception cref="InvalidOperationException">The loop has stopped.</exception>
    public async Task<CommandOutcome> Send(OperatorCommand command, CancellationToken cancel = default)
    {
        var request = new CommandRequest(command with { Time = Now });
        if (!PostWord(LiveInput.Of(request))) throw new InvalidOperationException("The engine has stopped: " + (Fault?.Message ?? "the run is over."));
        return await request.Answer.Task.WaitAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Takes no more inputs, handles those waiting, and returns when the thread is done.</summary>
    public async Task Stop()
    {
        if (_clock is not null) await _clock.DisposeAsync().ConfigureAwait(false);
        _market.Writer.TryComplete();
        _words.Writer.TryComplete();
        _stopping = true;
        _signal.Set();
        if (_thread.IsAlive) await _ended.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop().ConfigureAwait(false);
        _signal.Dispose();
    }

    private async ValueTask<bool> PostSlowly(LiveInput input)
    {
        try
        {
            await _market.Writer.WriteAsync(input).ConfigureAwait(false);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    private bool PostWord(in LiveInput input)
    {
        if (!_words.Writer.TryWrite(input))
        {
            if (!_stopping && Fault is null) _overflow ??= new InvalidOperationException($"More than {QueueLimit} words from the exchange wait for the engine: it is stuck.");
            _signal.Set();
            return false;
        }

        _signal.Set();
        return true;
    }

    /// <summary>Time is an input too: when a timer of the engine is due and no event has come, the clock says so.</summary>
    private void Tick()
    {
        var now = Now;
        if (now.Nanoseconds < Volatile.Read(ref _nextTimer)) return;
        _market.Writer.TryWrite(LiveInput.Of(MarketEvent.FromClock(now)));
        _signal.Set();
    }

    private void Run()
    {
        try
        {
            while (true)
            {
                var took = false;
                while (TakeNext()) took = true;
                if (took)
                {
                    Volatile.Write(ref _nextTimer, Math.Min(_engine.NextTimer.Nanoseconds, _feed?.NextDue.Nanoseconds ?? long.MaxValue));
                    _afterBatch(_engine);
                    continue;
                }

                // The queues were closed before this was set, so nothing can come behind the last look.
                if (_stopping && Waiting == 0) return;
                if (_stopping) continue;
                _signal.Reset();
                if (Waiting == 0 && !_stopping) _signal.Wait(IdlePeriod);
                Volatile.Write(ref _beats, _beats + 1);
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private bool TakeNext()
    {
        if (_overflow is { } overflow) throw overflow;
        if (!_words.Reader.TryRead(out var input) && !_market.Reader.TryRead(out input)) return false;
        Take(in input);
        return true;
    }

    private void Fail(Exception e)
    {
        Fault = e;
        _stopping = true;
        _market.Writer.TryComplete();
        _words.Writer.TryComplete();
        while (_words.Reader.TryRead(out var input)) input.Command?.Answer.TrySetException(new InvalidOperationException("The engine has stopped: " + e.Message, e));
        _onFault(e);
    }

    private void Take(in LiveInput input)
    {
        // The engine's clock never goes back: what was stamped before something else was taken is logged at that moment.
        var floor = _engine.Clock.Now;
        switch (input.Kind)
        {
            case LiveInputKind.Market:
                var market = input.Market;
                if (market.ReceiveTime < floor) market.ReceiveTime = floor;
                if (_feed is null) _engine.Handle(in market);
                else _feed.Feed(in market);
                break;
            case LiveInputKind.OrderEvent:
                _engine.Handle(input.OrderEvent.ReceiveTime < floor ? input.OrderEvent with { ReceiveTime = floor } : input.OrderEvent);
                break;
            default:
                var command = input.Command!.Command;
                if (command.Time < floor) command = command with { Time = floor };
                _feed?.AdvanceTo(command.Time);
                input.Command.Answer.TrySetResult(_engine.Handle(in command));
                break;
        }

        _afterInput?.Invoke();
        Volatile.Write(ref _taken, _taken + 1);
        Volatile.Write(ref _beats, _beats + 1);
    }
}
