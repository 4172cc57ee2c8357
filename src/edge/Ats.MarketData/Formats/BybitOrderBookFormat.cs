using System.Text;
using System.Text.Json;
using Ats.Domain;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;

namespace Ats.MarketData.Formats;

/// <summary>Bybit's order book history (ob500 and its like): one V5 orderbook message a line, snapshot then deltas. Exchange time is cts (matching engine), receive time ts (publication).</summary>
internal sealed class BybitOrderBookFormat : IMarketDataFormat
{
    public string Name => "bybit-orderbook";

    public string Description => "Bybit order book history, ob500 and the like (zip of JSON lines, V5 orderbook snapshot and delta messages)";

    public bool Recognises(SourceText source) => source.Head.Span.StartsWith("{\"topic\":\"orderbook."u8);

    public void Read(SourceText source, ImportSession session)
    {
        var lines = new LineReader(source.Content);
        var state = new State(source, session);
        while (lines.TryRead(out var line))
        {
            if (line.IsEmpty) continue;
            try
            {
                state.Message(line);
            }
            catch (Exception e) when (e is JsonException or FormatException)
            {
                session.BadRow(lines.Line, $"not a V5 orderbook message ({e.Message.TrimEnd('.')})");
            }
        }
    }

    private sealed class State(SourceText source, ImportSession session)
    {
        private readonly BookSideReader _book = new();
        private SegmentBuilder? _segment;
        private string? _symbol;
        private long _rounded;
        private long _lastId;

        public void Message(ReadOnlySpan<byte> line)
        {
            var json = new Utf8JsonReader(line);
            _book.Levels.Clear();
            bool snapshot = false, typed = false;
            long updateId = 0;
            Timestamp published = default, matched = default;
            string? symbol = null;
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName) continue;
                if (Take(ref json, "type"u8)) (snapshot, typed) = (json.ValueTextEquals("snapshot"u8), true);
                else if (Take(ref json, "ts"u8)) published = JsonFields.Milliseconds(ref json);
                else if (Take(ref json, "cts"u8)) matched = JsonFields.Milliseconds(ref json);
                else if (Take(ref json, "s"u8)) symbol = SymbolOf(ref json);
                else if (Take(ref json, "b"u8)) _book.Read(ref json, Side.Buy, ref _rounded);
                else if (Take(ref json, "a"u8)) _book.Read(ref json, Side.Sell, ref _rounded);
                else if (Take(ref json, "u"u8)) updateId = JsonFields.Fixed(ref json, 0, ref _rounded);
            }

            if (!typed || symbol is null || published == default) throw new FormatException("type, ts or s is missing");
            var segment = Segment(symbol);
            if (!snapshot && _lastId != 0 && updateId != _lastId + 1) segment.SequenceBreaks++;
            _lastId = updateId;
            segment.RoundedValues += _rounded;
            _rounded = 0;
            BookEventWriter.Write(segment, _book.Levels, matched == default ? published : matched, published, updateId, snapshot);
        }

        private static bool Take(ref Utf8JsonReader json, ReadOnlySpan<byte> name)
        {
            if (!json.ValueTextEquals(name)) return false;
            json.Read();
            return true;
        }

        private string SymbolOf(ref Utf8JsonReader json) =>
            _symbol is not null && json.ValueTextEquals(_symbol) ? _symbol : Encoding.UTF8.GetString(json.ValueSpan);

        private SegmentBuilder Segment(string symbol)
        {
            if (_segment is not null && symbol == _symbol) return _segment;
            if (_segment is not null) throw new FormatException($"symbol {symbol} after {_symbol}: split the file by symbol");
            _symbol = symbol;
            var named = InstrumentNaming.FromFileName(source.FileName);
            var kind = named?.Kind ?? (symbol.EndsWith("USD", StringComparison.Ordinal) ? ContractKind.InversePerpetual : ContractKind.LinearPerpetual);
            if (named is null && session.Options.Instrument is null && kind == ContractKind.LinearPerpetual)
                session.Notes.Add("the data does not tell spot from linear: assumed linear (say --instrument)");
            return _segment = session.Segment(session.Identify(source, new InstrumentId("bybit", kind, symbol)), MarketEventKind.BookLevel);
        }
    }
}
