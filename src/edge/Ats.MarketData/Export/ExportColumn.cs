using Ats.Domain;

namespace Ats.MarketData.Export;

/// <summary>One exported column: its name, type, and value in an event.</summary>
internal sealed record ExportColumn(string Name, ExportType Type, Func<MarketEvent, long> Value)
{
    /// <summary>The value of a column that is text, the same in every row.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The columns of a kind: times first, what the file is of last, so that it can be read back without being told.</summary>
    public static IReadOnlyList<ExportColumn> For(MarketEventKind kind, InstrumentId instrument) =>
    [
        new("exchange_time_ns", ExportType.Integer, static e => e.ExchangeTime.Nanoseconds),
        new("receive_time_ns", ExportType.Integer, static e => e.ReceiveTime.Nanoseconds),
        .. Payload(kind),
        .. kind == MarketEventKind.Bar ? [new("interval_ms", ExportType.Integer, static e => e.IntervalMilliseconds)] : Array.Empty<ExportColumn>(),
        new("instrument", ExportType.Text, static _ => 0) { Text = instrument.ToString() },
    ];

    private static ExportColumn[] Payload(MarketEventKind kind) => kind switch
    {
        MarketEventKind.Bar =>
        [
            new("open", ExportType.Price, static e => e.A), new("high", ExportType.Price, static e => e.B), new("low", ExportType.Price, static e => e.C),
            new("close", ExportType.Price, static e => e.D), new("volume", ExportType.Quantity, static e => e.E), new("trades", ExportType.Integer, static e => e.F),
        ],
        MarketEventKind.Trade =>
        [
            new("price", ExportType.Price, static e => e.A), new("quantity", ExportType.Quantity, static e => e.B), Side(), new("id", ExportType.Integer, static e => e.C),
            Flag("side_inferred", MarketEventFlags.InferredSide),
        ],
        MarketEventKind.Quote =>
        [
            new("bid", ExportType.Price, static e => e.A), new("bid_quantity", ExportType.Quantity, static e => e.B),
            new("ask", ExportType.Price, static e => e.C), new("ask_quantity", ExportType.Quantity, static e => e.D), Flag("aggregated_size", MarketEventFlags.AggregatedSize),
        ],
        MarketEventKind.BookLevel =>
        [
            Side(), new("price", ExportType.Price, static e => e.A), new("quantity", ExportType.Quantity, static e => e.B), new("update_id", ExportType.Integer, static e => e.C),
            Flag("clear", MarketEventFlags.Clear), Flag("last", MarketEventFlags.Last), Flag("snapshot", MarketEventFlags.Snapshot),
        ],
        MarketEventKind.Mark => [new("mark", ExportType.Price, static e => e.A), new("index", ExportType.Price, static e => e.B)],
        _ => [new("rate", ExportType.Price, static e => e.A)],
    };

    private static ExportColumn Side() => new("side", ExportType.Side, static e => (long)(e.Flags & MarketEventFlags.Sell));

    private static ExportColumn Flag(string name, MarketEventFlags flag) => new(name, ExportType.Flag, e => (e.Flags & flag) != 0 ? 1 : 0);
}
