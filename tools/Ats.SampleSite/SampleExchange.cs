using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Simulation;

namespace Ats.SampleSite;

/// <summary>
/// The simulated exchange between two threads: the engine's, which orders, and the market's, which feeds it. What the exchange says is
/// collected and handed over by <see cref="TakeReports"/>.
/// </summary>
internal sealed class SampleExchange : IOrderGateway
{
    private readonly Lock _gate = new();
    private readonly SimulatedExchange _exchange;
    private readonly List<OrderEvent> _reports = [];
    private Timestamp _now;

    public SampleExchange(IReadOnlyList<Instrument> instruments, IEnumerable<decimal> capitals) =>
        _exchange = new SimulatedExchange(instruments, capitals, FillModelKind.Book, LatencyModel.FromMilliseconds(10, 10), SlippageModel.None, () => _now, (in OrderEvent word) => _reports.Add(word));

    /// <summary>True when no word travels in either direction.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_gate) return _exchange.NextDue == Timestamp.MaxValue && _reports.Count == 0;
        }
    }

    public void Submit(in ApprovedOrder order)
    {
        lock (_gate) _exchange.Submit(in order);
    }

    public void Amend(in ApprovedOrder order)
    {
        lock (_gate) _exchange.Amend(in order);
    }

    public void Cancel(ClientOrderId order, short instrument)
    {
        lock (_gate) _exchange.Cancel(order, instrument);
    }

    public decimal CashOf(int arm)
    {
        lock (_gate) return _exchange.CashOf(arm);
    }

    /// <summary>Lets whatever is due happen, then the event meet the orders.</summary>
    public void Feed(in MarketEvent market)
    {
        lock (_gate)
        {
            var meets = Backtest.MeetingTime(in market);
            _now = market.ReceiveTime;
            while (_exchange.IsDue(meets, market.ReceiveTime)) _exchange.ProcessDue(meets, market.ReceiveTime);
            _exchange.OnMarket(in market);
            while (_exchange.ReportDue(market.ReceiveTime)) _exchange.ProcessReport();
        }
    }

    public IReadOnlyList<OrderEvent> TakeReports()
    {
        lock (_gate)
        {
            if (_reports.Count == 0) return [];
            var taken = _reports.ToArray();
            _reports.Clear();
            return taken;
        }
    }
}
