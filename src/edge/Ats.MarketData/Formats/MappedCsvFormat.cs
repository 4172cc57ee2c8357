using System.Globalization;
using Ats.Domain;
using Ats.MarketData.Csv;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;
using Ats.MarketData.Tapes;

namespace Ats.MarketData.Formats;

/// <summary>
/// Any CSV through a column mapping: <c>csv:time=0,price=2,quantity=1,side=3</c>. Values are column numbers from 0 or header names.
/// Keys: time, receive; trades: price, quantity, side | buyer-maker, id; bars: open, high, low, close, volume, count; quotes: bid,
/// bid-quantity, ask, ask-quantity; mark, index; rate (funding). Settings: unit=s|ms|us|ns|iso, separator=comma|semicolon|tab,
/// header=LINES, stamp=open|close (bars; default open).
/// </summary>
internal sealed class MappedCsvFormat(string mapping) : IMarketDataFormat
{
    public const string Prefix = "csv:";

    private readonly Dictionary<string, string> _map = Parse(mapping);

    public string Name => "csv";

    public string Description => "any CSV through a mapping of its columns, by number from 0 or by header name: csv:time=0,price=2,quantity=1,side=3,unit=ms. "
        + "Keys: time, receive; trades: price, quantity, side (buy/sell) or buyer-maker (true/false), id; bars: open, high, low, close, volume, count; quotes: bid, bid-quantity, ask, ask-quantity; mark, index; rate (funding). "
        + "Settings: unit=s|ms|us|ns|iso (default: told by the first row), separator=comma|semicolon|tab, header=LINES, stamp=open|close (of bars; default open)";

    public bool Recognises(SourceText source) => false;

    public void Read(SourceText source, ImportSession session)
    {
        var separator = Setting("separator", "comma") switch { "comma" => ',', "semicolon" => ';', "tab" => '\t', _ => throw session.Refuse("separator is comma, semicolon or tab") };
        var header = CsvHeader.Read(source, separator);
        var fields = new List<CsvField>();
        var kind = KindOf(session);
        Time("time", EventColumns.Exchange);
        if (_map.ContainsKey("receive")) Time("receive", EventColumns.Receive);
        foreach (var (key, target, type, decimals, required) in Keys(kind))
        {
            if (_map.ContainsKey(key)) fields.Add(new(Column(key), target, type, decimals));
            else if (required) throw session.Refuse($"the mapping does not say {key}=COLUMN");
        }

        var lines = _map.TryGetValue("header", out var told) && int.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : header.Lines;
        var layout = new CsvLayout(kind, header.Columns, fields)
        {
            Separator = (byte)separator,
            HeaderLines = lines,
            OpenTimes = kind == MarketEventKind.Bar && Setting("stamp", "open") == "open",
            InferSide = kind == MarketEventKind.Trade && !_map.ContainsKey("side") && !_map.ContainsKey("buyer-maker"),
        };
        CsvEventReader.Read(source, layout, session.Segment(session.Identify(source, null), kind), session);

        void Time(string key, int target) => fields.Add(Setting("unit", "") switch
        {
            "" => header.Time(Column(key), target),
            "iso" => new(Column(key), target, CsvFieldType.IsoTime),
            "s" => new(Column(key), target, CsvFieldType.Number, 9),
            "ms" => new(Column(key), target, CsvFieldType.Number, 6),
            "us" => new(Column(key), target, CsvFieldType.Number, 3),
            "ns" => new(Column(key), target, CsvFieldType.Number, 0),
            var unit => throw session.Refuse($"unit={unit}: write s, ms, us, ns or iso"),
        });

        int Column(string key)
        {
            if (!_map.TryGetValue(key, out var value)) throw session.Refuse($"the mapping does not say {key}=COLUMN");
            var column = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : header.Column(value.ToLowerInvariant());
            return column >= 0 && column < header.Columns ? column : throw session.Refuse($"{key}={value}: there is no such column ({header.Columns} columns: {string.Join(",", header.Names)})");
        }
    }

    private static Dictionary<string, string> Parse(string mapping)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in mapping.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = part.IndexOf('=');
            if (at < 1 || at == part.Length - 1) throw new FormatException($"'{part}' in the column mapping is not key=column");
            var key = part[..at];
            if (!Known.Contains(key)) throw new FormatException($"'{key}' is no key of a column mapping; keys are {string.Join(", ", Known)}");
            map[key] = part[(at + 1)..];
        }

        return map;
    }

    private static readonly string[] Known =
    [
        "time", "receive", "price", "quantity", "side", "buyer-maker", "id", "open", "high", "low", "close", "volume", "count",
        "bid", "bid-quantity", "ask", "ask-quantity", "mark", "index", "rate", "unit", "separator", "header", "stamp",
    ];

    private static (string Key, int Target, CsvFieldType Type, int Decimals, bool Required)[] Keys(MarketEventKind kind) => kind switch
    {
        MarketEventKind.Bar =>
        [
            ("open", EventColumns.A, CsvFieldType.Number, Price.Decimals, true), ("high", EventColumns.B, CsvFieldType.Number, Price.Decimals, true),
            ("low", EventColumns.C, CsvFieldType.Number, Price.Decimals, true), ("close", EventColumns.D, CsvFieldType.Number, Price.Decimals, true),
            ("volume", EventColumns.E, CsvFieldType.Number, Quantity.Decimals, false), ("count", EventColumns.F, CsvFieldType.Number, 0, false),
        ],
        MarketEventKind.Trade =>
        [
            ("price", EventColumns.A, CsvFieldType.Number, Price.Decimals, true), ("quantity", EventColumns.B, CsvFieldType.Number, Quantity.Decimals, true),
            ("id", EventColumns.C, CsvFieldType.Id, 0, false), ("side", EventColumns.Flags, CsvFieldType.Side, 0, false), ("buyer-maker", EventColumns.Flags, CsvFieldType.BuyerIsMaker, 0, false),
        ],
        MarketEventKind.Quote =>
        [
            ("bid", EventColumns.A, CsvFieldType.Number, Price.Decimals, true), ("bid-quantity", EventColumns.B, CsvFieldType.Number, Quantity.Decimals, true),
            ("ask", EventColumns.C, CsvFieldType.Number, Price.Decimals, true), ("ask-quantity", EventColumns.D, CsvFieldType.Number, Quantity.Decimals, true),
        ],
        MarketEventKind.Mark => [("mark", EventColumns.A, CsvFieldType.Number, Price.Decimals, true), ("index", EventColumns.B, CsvFieldType.Number, Price.Decimals, false)],
        _ => [("rate", EventColumns.A, CsvFieldType.Number, Price.Decimals, true)],
    };

    private MarketEventKind KindOf(ImportSession session) =>
        _map.ContainsKey("open") ? MarketEventKind.Bar
        : _map.ContainsKey("bid") ? MarketEventKind.Quote
        : _map.ContainsKey("price") ? MarketEventKind.Trade
        : _map.ContainsKey("mark") ? MarketEventKind.Mark
        : _map.ContainsKey("rate") ? MarketEventKind.Funding
        : throw session.Refuse("the mapping names none of open, bid, price, mark, rate: it cannot be told what the rows are");

    private string Setting(string key, string otherwise) => _map.GetValueOrDefault(key, otherwise);
}
