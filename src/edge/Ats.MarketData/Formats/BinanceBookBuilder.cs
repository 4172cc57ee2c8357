using Ats.Domain;
using Ats.MarketData.Import;
using Ats.MarketData.Sources;

namespace Ats.MarketData.Formats;

/// <summary>
/// Messages to events. Diffs received before the first snapshot are re-examined when it comes, as the exchange prescribes:
/// older ones (u below lastUpdateId) are dropped, the others follow the snapshot. From then on pu must be the u before.
/// </summary>
internal sealed class BinanceBookBuilder(SourceText source, ImportSession session)
{
    private readonly Dictionary<string, long> _lastIds = [];
    private readonly Dictionary<string, long> _snapshotIds = [];
    private readonly InstrumentId? _named = InstrumentNaming.FromFileName(source.FileName);
    private readonly bool _futures = source.Head.Span.IndexOf("\"pu\":"u8) >= 0;
    private string? _symbol;

    public void Add(BinanceMessage message, Timestamp received)
    {
        if (message.Kind == BinanceMessageKind.Other) return;
        var symbol = message.Symbol ?? _symbol ?? _named?.Symbol ?? throw new FormatException("a snapshot before any symbol: say --instrument");
        _symbol ??= symbol;
        var kind = message.Kind switch
        {
            BinanceMessageKind.Depth or BinanceMessageKind.Snapshot => MarketEventKind.BookLevel,
            BinanceMessageKind.BookTicker => MarketEventKind.Quote,
            BinanceMessageKind.Trade => MarketEventKind.Trade,
            _ => MarketEventKind.Mark,
        };
        var segment = session.Segment(Instrument(symbol), kind);
        segment.RoundedValues += message.TakeRounded();
        var time = message.TransactionTime == default ? message.EventTime == default ? received : message.EventTime : message.TransactionTime;
        switch (message.Kind)
        {
            case BinanceMessageKind.Depth:
                Diff(segment, symbol, message, time, received);
                break;
            case BinanceMessageKind.Snapshot:
                Snapshot(segment, symbol, message, time, received);
                break;
            case BinanceMessageKind.BookTicker:
                Require(message.Bid > 0 && message.Ask > 0, "a best quote without both prices");
                segment.Add(MarketEvent.FromQuote(0, time, received, new Price(message.Bid), new Quantity(message.BidQuantity), new Price(message.Ask), new Quantity(message.AskQuantity)));
                break;
            case BinanceMessageKind.Trade:
                if (message.TradePrice == 0 && message.TradeQuantity == 0)
                {
                    segment.EmptyTrades++;
                    break;
                }

                Require(message.TradePrice > 0 && message.TradeQuantity > 0, "a trade without price or quantity");
                segment.Add(MarketEvent.FromTrade(0, time, received, new Price(message.TradePrice), new Quantity(message.TradeQuantity), message.BuyerIsMaker ? Side.Sell : Side.Buy, message.TradeId));
                break;
            default:
                // T is the next funding time here.
                Require(message.TradePrice > 0, "a mark price that is not positive");
                var mark = MarketEvent.FromMark(0, message.EventTime, received, new Price(message.TradePrice));
                mark.B = message.Index;
                segment.Add(mark);
                break;
        }
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition) throw new FormatException(otherwise);
    }

    private InstrumentId Instrument(string symbol)
    {
        if (session.Options.Instrument is { } given) return given;
        var kind = _named?.Kind ?? (symbol.EndsWith("_PERP", StringComparison.Ordinal) ? ContractKind.InversePerpetual : _futures ? ContractKind.LinearPerpetual : ContractKind.Spot);
        return new InstrumentId(_named?.Exchange ?? "binance", kind, symbol);
    }

    private void Diff(SegmentBuilder segment, string symbol, BinanceMessage message, Timestamp time, Timestamp received)
    {
        if (_snapshotIds.TryGetValue(symbol, out var snapshot) && message.LastId < snapshot)
        {
            segment.DroppedRows += message.Levels.Count;
            return;
        }

        if (_lastIds.TryGetValue(symbol, out var last))
        {
            var follows = message.PreviousId != 0 ? message.PreviousId == last : message.FirstId == last + 1;
            if (!follows) segment.SequenceBreaks++;
        }

        _lastIds[symbol] = message.LastId;
        BookEventWriter.Write(segment, message.Levels, time, received, message.LastId, snapshot: false);
    }

    private void Snapshot(SegmentBuilder segment, string symbol, BinanceMessage message, Timestamp time, Timestamp received)
    {
        var earlier = _snapshotIds.ContainsKey(symbol) ? [] : segment.TakeAll();
        _snapshotIds[symbol] = message.LastId;
        BookEventWriter.Write(segment, message.Levels, time, received, message.LastId, snapshot: true);
        foreach (var level in earlier)
        {
            if (level.C < message.LastId)
            {
                segment.DroppedRows++;
                continue;
            }

            var moved = level;
            moved.ReceiveTime = received;
            segment.Add(moved);
        }
    }
}
