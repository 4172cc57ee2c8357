using Ats.Domain;
using Ats.Engine;

namespace Ats.Simulation;

/// <summary>
/// Feeds the one engine from a tape, with a simulated exchange behind the gateway. Everything happens in time order: orders reaching the
/// exchange, reports reaching the engine, timers, market events.
/// </summary>
public sealed class Backtest
{
    private const int BatchSize = 512;

    /// <summary>
    /// In a silence of the market (fed live: a clock or a command comes instead of data) an order that has arrived waits so long for data of
    /// its moment, which may still be on its way; then it meets the market as last known.
    /// </summary>
    private const long SilenceNanoseconds = Timestamp.NanosecondsPerSecond;

    private readonly SimulatedExchange _exchange;

    public Backtest(BacktestSettings settings, IReadOnlyList<Instrument> instruments, IReadOnlyList<ArmSettings> arms, IJournal journal)
    {
        Timestamp Now() => Engine!.Clock.Now;
        void Receive(in OrderEvent word) => Engine!.Handle(in word);
        _exchange = new SimulatedExchange(instruments, arms.Select(a => a.Capital), settings.Fill, settings.Latency, settings.Slippage, Now, Receive);
        Engine = new TradingEngine(settings.Engine, instruments, arms, _exchange, journal);
    }

    public TradingEngine Engine { get; }

    public SimulatedExchange Exchange => _exchange;

    /// <summary>Market events fed so far.</summary>
    public long Events { get; private set; }

    /// <summary>Bars among them.</summary>
    public long Bars { get; private set; }

    public Timestamp First { get; private set; } = Timestamp.MaxValue;

    public Timestamp Last { get; private set; } = Timestamp.MinValue;

    /// <summary>
    /// The moment at which an event can meet an order: a bar from its open on, everything else when it happened at the exchange (its
    /// receive time where the exchange's clock runs ahead). The clock by itself, and a forecast, is no data: see <see cref="SilenceNanoseconds"/>.
    /// </summary>
    public static Timestamp MeetingTime(in MarketEvent market)
    {
        if (market.Kind is MarketEventKind.Clock or MarketEventKind.Forecast) return market.ReceiveTime + -SilenceNanoseconds;
        if (market.Kind == MarketEventKind.Bar) return new Timestamp(market.ExchangeTime.Nanoseconds - (market.IntervalMilliseconds * Timestamp.NanosecondsPerMillisecond));
        return market.ExchangeTime < market.ReceiveTime ? market.ExchangeTime : market.ReceiveTime;
    }

    /// <summary>Runs the whole source. Progress, if given, is called after each batch with the number of events fed.</summary>
    public void Run(IMarketEventSource source, Action<long>? progress = null)
    {
        var buffer = new MarketEvent[BatchSize];
        int read;
        while ((read = source.Read(buffer)) > 0)
        {
            var batch = buffer.AsSpan(0, read);
            if (First == Timestamp.MaxValue) First = batch[0].ReceiveTime;
            foreach (ref readonly var market in batch) Feed(in market);
            Events += read;
            Last = batch[read - 1].ReceiveTime;
            progress?.Invoke(Events);
        }
    }

    /// <summary>Feeds one event: whatever is due before it happens first.</summary>
    public void Feed(in MarketEvent market)
    {
        var meets = MeetingTime(in market);
        if (_exchange.NextDue <= market.ReceiveTime || Engine.NextTimer <= market.ReceiveTime) Deliver(meets, market.ReceiveTime);
        // Clock and forecasts are no market, and history shown before a live run is not met by anything.
        if (market.Kind is not (MarketEventKind.Clock or MarketEventKind.Forecast) && (market.Flags & MarketEventFlags.WarmUp) == 0)
        {
            _exchange.OnMarket(in market);
            if (_exchange.NextDue <= market.ReceiveTime) DeliverReports(market.ReceiveTime);
        }

        if (market.Kind == MarketEventKind.Bar) Bars++;
        Engine.Handle(in market);
    }

    /// <summary>When something happens even if no data comes: a report arrives, or an order has waited for data long enough. MaxValue = never.</summary>
    public Timestamp NextDue
    {
        get
        {
            var arrival = _exchange.NextArrival == Timestamp.MaxValue ? Timestamp.MaxValue : _exchange.NextArrival + SilenceNanoseconds;
            return arrival < _exchange.NextReport ? arrival : _exchange.NextReport;
        }
    }

    /// <summary>Lets happen what is due by a moment at which something else than data comes (an operator's command).</summary>
    public void AdvanceTo(Timestamp time)
    {
        if (_exchange.NextDue <= time || Engine.NextTimer <= time) Deliver(time + -SilenceNanoseconds, time);
    }

    /// <summary>The exchange's accounts as the engine's arms have them, after the engine was restored: before the first event.</summary>
    public void RestoreAccounts()
    {
        foreach (var arm in Engine.Arms) _exchange.Restore(arm);
    }

    private void Deliver(Timestamp meets, Timestamp received)
    {
        while (true)
        {
            var due = _exchange.NextDue;
            var limit = due < received ? due : received;
            if (Engine.FireNext(limit)) continue;
            // Orders that arrive after the event met the market wait; reports are due until it is received.
            if (due > received || !_exchange.IsDue(meets, received)) return;
            _exchange.ProcessDue(meets, received);
        }
    }

    private void DeliverReports(Timestamp received)
    {
        while (_exchange.ReportDue(received)) _exchange.ProcessReport();
    }
}
