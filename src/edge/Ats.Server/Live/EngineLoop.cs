using System.Threading.Channels;
using Ats.Domain;
using Ats.Engine;

namespace Ats.Server.Live;

/// <summary>
/// Feeds one engine from one bounded queue with one reader, on a thread of its own. Market data, words from the exchange, operators'
/// commands and the passing of time all come through here and are logged by the engine as they are taken. The queue holds
/// <see cref="QueueLimit"/> inputs; when it is full, writers wait (nothing is dropped: the sockets push back). When the journal cannot
/// write, the loop stops for good, says why in <see cref="Fault"/> and calls <paramref name="onFault"/>.
/// </summary>
public sealed class EngineLoop : IAsyncDisposable
{
    public const int QueueLimit = 65_536;

    private static readonly TimeSpan ClockPeriod = TimeSpan.FromMilliseconds(50);

    private readonly TradingEngine _engine;
    private readonly TimeProvider _time;
    private readonly Action<TradingEngine> _afterBatch;
    private readonly Action<Exception> _onFault;
    private readonly Channel<LiveInput> _inputs = Channel.CreateBounded<LiveInput>(new BoundedChannelOptions(QueueLimit) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _clock;
    private long _nextTimer = long.MaxValue;
    private long _taken;

    /// <param name="engine">Touched by the loop's thread only, from <see cref="Start"/> on.</param>
    /// <param name="time">Wall clock and timers.</param>
    /// <param name="afterBatch">Called on the loop's thread whenever the queue has run empty, and at least once a clock tick: publish views here.</param>
    /// <param name="onFault">Called once, when the engine or its journal failed; cancel what is open at the exchange here.</param>
    public EngineLoop(TradingEngine engine, TimeProvider time, Action<TradingEngine> afterBatch, Action<Exception> onFault)
    {
        _engine = engine;
        _time = time;
        _afterBatch = afterBatch;
        _onFault = onFault;
        _thread = new Thread(Run) { IsBackground = true, Name = "ats-engine" };
    }

    /// <summary>Why the loop stopped; null while it runs.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Inputs taken so far.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Inputs waiting.</summary>
    public int Waiting => _inputs.Reader.Count;

    public Timestamp Now => Timestamp.FromDateTime(_time.GetUtcNow());

    public void Start()
    {
        _thread.Start();
        _clock = _time.CreateTimer(_ => Tick(), null, ClockPeriod, ClockPeriod);
    }

    /// <summary>Puts an input in the queue; waits while it is full. False when the loop has stopped.</summary>
    public bool Post(in LiveInput input)
    {
        if (_inputs.Writer.TryWrite(input)) return true;
        return PostSlowly(input).GetAwaiter().GetResult();
    }

    /// <summary>Hands a command to the engine and returns what came of it.</summary>
    /// <exception cref="InvalidOperationException">The loop has stopped.</exception>
    public async Task<CommandOutcome> Send(OperatorCommand command, CancellationToken cancel = default)
    {
        var request = new CommandRequest(command);
        if (!await PostSlowly(LiveInput.Of(request)).ConfigureAwait(false)) throw new InvalidOperationException("The engine has stopped: " + (Fault?.Message ?? "the run is over."));
        return await request.Answer.Task.WaitAsync(cancel).ConfigureAwait(false);
    }

    /// <summary>Takes no more inputs, handles those waiting, and returns when the thread is done.</summary>
    public async Task Stop()
    {
        if (_clock is not null) await _clock.DisposeAsync().ConfigureAwait(false);
        _inputs.Writer.TryComplete();
        if (_thread.IsAlive) await _ended.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync() => await Stop().ConfigureAwait(false);

    private async Task<bool> PostSlowly(LiveInput input)
    {
        try
        {
            await _inputs.Writer.WriteAsync(input).ConfigureAwait(false);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Time is an input too: when a timer of the engine is due and no event has come, the clock says so.</summary>
    private void Tick()
    {
        var now = Now;
        if (now.Nanoseconds >= Volatile.Read(ref _nextTimer)) _inputs.Writer.TryWrite(LiveInput.Of(MarketEvent.FromClock(now)));
    }

    private void Run()
    {
        try
        {
            var reader = _inputs.Reader;
            while (reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (reader.TryRead(out var input)) Take(in input);
                Volatile.Write(ref _nextTimer, _engine.NextTimer.Nanoseconds);
                _afterBatch(_engine);
            }
        }
        catch (Exception e)
        {
            Fault = e;
            _inputs.Writer.TryComplete();
            while (_inputs.Reader.TryRead(out var input)) input.Command?.Answer.TrySetException(new InvalidOperationException("The engine has stopped: " + e.Message, e));
            _onFault(e);
        }
        finally
        {
            _ended.TrySetResult();
        }
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
                _engine.Handle(in market);
                break;
            case LiveInputKind.OrderEvent:
                _engine.Handle(input.OrderEvent.ReceiveTime < floor ? input.OrderEvent with { ReceiveTime = floor } : input.OrderEvent);
                break;
            default:
                var command = input.Command!.Command;
                input.Command.Answer.TrySetResult(_engine.Handle(command.Time < floor ? command with { Time = floor } : command));
                break;
        }

        Volatile.Write(ref _taken, _taken + 1);
    }
}
