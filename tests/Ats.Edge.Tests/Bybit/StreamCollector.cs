using System.Threading.Channels;
using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Edge.Tests.Bybit;

/// <summary>Writes what streams say into one list of words, in order, and keeps the book.</summary>
internal sealed class StreamCollector : IPublicSink, IPrivateSink
{
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();

    public OrderBook Book { get; } = new();

    public OrderMerge Orders { get; } = new();

    public ExecutionFilter Executions { get; } = new();

    public List<Ticker> Tickers { get; } = [];

    public List<MarketEvent> Marks { get; } = [];

    /// <summary>Reads on until something said begins so.</summary>
    public async Task<string> UntilAsync(string start)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var said = await _said.Reader.ReadAsync(patience.Token);
            if (said.StartsWith(start, StringComparison.Ordinal)) return said;
        }
    }

    public void OnStatus(in StreamStatus status) => Say($"{status.State} {status.Connection} {status.Why}");

    public void OnMalformed(string stream, FrameResult result, ReadOnlySpan<byte> frame) => Say($"malformed {result.Status}");

    public void OnMarket(ReadOnlySpan<MarketEvent> events)
    {
        foreach (var e in events)
        {
            if (e.Kind == MarketEventKind.BookLevel) Book.Apply(e);
            else if (e.Kind == MarketEventKind.Mark) Marks.Add(e);
        }

        Say($"{events[0].Kind} {events.Length}");
    }

    public void OnBookVoid(short instrument, string why)
    {
        Book.Clear();
        Say($"void {why}");
    }

    public void OnTicker(short instrument, Ticker ticker, Timestamp received)
    {
        Tickers.Add(ticker);
        Say("ticker");
    }

    public void OnKline(short instrument, KlineRow kline, Timestamp received) => Say($"kline {kline.Confirmed}");

    public void OnOrder(OrderRow order, Timestamp received) => Say($"order {order.Status} {(Orders.Apply(order) ? "news" : "old")}");

    public void OnExecution(ExecutionRow execution, Timestamp received) => Say($"execution {execution.ExecId} {(Executions.IsNew(execution.ExecId) ? "news" : "old")}");

    public void OnFastExecution(FastExecutionRow execution, Timestamp received) => Say("fast");

    public void OnPosition(PositionRow position, Timestamp received) => Say("position");

    public void OnWallet(WalletRow wallet, Timestamp received) => Say("wallet");

    private void Say(string what) => _said.Writer.TryWrite(what);
}
