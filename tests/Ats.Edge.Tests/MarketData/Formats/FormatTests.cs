using Ats.Domain;
using Ats.MarketData;
using Xunit;

namespace Ats.Edge.Tests.MarketData.Formats;

/// <summary>Every format on a hand-written excerpt: recognised by content, right instrument, right events.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Bybit_trades_have_seconds_with_a_fraction_and_uuids()
    {
        var (info, events) = Open(_scratch.WriteGzip("BTCUSDT2020-03-25.csv.gz",
            "timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional\n"
            + "1585180700.0647,BTCUSDT,Buy,0.042,6698.5,PlusTick,0a0c1c9e-0000-5555-8888-000000000001,28133700000,0.042,281.337\n"
            + "1585180701.5,BTCUSDT,Sell,0.001,6698,MinusTick,0a0c1c9e-0000-5555-8888-000000000002,669800000,0.001,6.698\n"));
        Assert.Equal(("bybit-trades", "bybit:linear:BTCUSDT"), (info.Format, info.Instrument));
        Assert.Equal(1_585_180_700_064_700_000, events[0].ExchangeTime.Nanoseconds);
        Assert.Equal("6698.5 0.042 Buy", Text(events[0].AsTrade()));
        Assert.Equal("6698 0.001 Sell", Text(events[1].AsTrade()));
        Assert.NotEqual(events[0].C, events[1].C);
    }

    [Fact]
    public void Bybit_trades_newest_first_are_sorted_and_the_disorder_is_counted()
    {
        var (info, events) = Open(_scratch.Write("x.csv",
            "timestamp,symbol,side,size,price,tickDirection,trdMatchID\n3,X,Buy,1,1,P,c\n".Replace("3,X", "1585180703,XRPUSD")
            + "1585180702,XRPUSD,Buy,1,2,P,b\n1585180701,XRPUSD,Buy,1,3,P,a\n"));
        Assert.Equal("bybit:inverse:XRPUSD", info.Instrument);
        Assert.Equal(2, info.OutOfOrder);
        Assert.Equal(["3", "2", "1"], events.Select(e => e.AsTrade().Price.ToString()));
    }

    [Fact]
    public void An_instrument_given_against_what_the_data_says_is_taken_and_noted()
    {
        var file = _scratch.Write("x.csv", "timestamp,symbol,side,size,price,tickDirection,trdMatchID\n1585180701,BTCUSDT,Buy,1,3,P,a\n");
        foreach (var (given, notes) in new[] { ("bybit:linear:ETHUSDT", 1), ("bybit:spot:BTCUSDT", 0) })
        {
            using var set = MarketDataSet.Open(file, new MarketDataOptions { Import = new ImportOptions { Instrument = InstrumentId.Parse(given) } });
            Assert.Equal(given, set.Segments[0].Instrument);
            Assert.Equal(notes, set.Warnings.Count(w => w.Contains("says BTCUSDT", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Bybit_spot_trades_take_their_symbol_from_the_file_name()
    {
        var (info, events) = Open(_scratch.Write("BTCUSDT_2024-01-01.csv", "id,timestamp,price,volume,side\n1,1704067200123,42283.58,0.0005,buy\n2,1704067200456,42283.57,0.25,sell\n"));
        Assert.Equal(("bybit-spot-trades", "bybit:spot:BTCUSDT"), (info.Format, info.Instrument));
        Assert.Equal("42283.57 0.25 Sell", Text(events[1].AsTrade()));
    }

    [Fact]
    public void Bybit_order_book_history_starts_with_a_snapshot_that_clears()
    {
        var (info, events) = Open(_scratch.WriteZip("2024-12-01_XRPUSDT_ob500.data.zip", "2024-12-01_XRPUSDT_ob500.data",
            """
            {"topic":"orderbook.500.XRPUSDT","type":"snapshot","ts":1733011200691,"data":{"s":"XRPUSDT","b":[["1.95","6203"],["1.94","7"]],"a":[["1.96","10"]],"u":5,"seq":1},"cts":1733011200688}
            {"topic":"orderbook.500.XRPUSDT","type":"delta","ts":1733011200693,"data":{"s":"XRPUSDT","b":[["1.95","0"]],"a":[],"u":6,"seq":2},"cts":1733011200690}
            {"topic":"orderbook.500.XRPUSDT","type":"delta","ts":1733011200793,"data":{"s":"XRPUSDT","b":[],"a":[["1.97","3"]],"u":8,"seq":4},"cts":1733011200790}
            """));
        Assert.Equal(("bybit-orderbook", "bybit:linear:XRPUSDT", 1L), (info.Format, info.Instrument, info.SequenceBreaks));
        Assert.Equal(5, events.Count);
        Assert.Equal(MarketEventFlags.Clear | MarketEventFlags.Snapshot, events[0].Flags);
        Assert.Equal(MarketEventFlags.Snapshot | MarketEventFlags.Sell | MarketEventFlags.Last, events[2].Flags);
        Assert.Equal("1.95 0 Buy", $"{events[3].AsBookLevel().Price} {events[3].AsBookLevel().Quantity} {events[3].AsBookLevel().Side}");
        Assert.Equal((1733011200688L, 1733011200691L), (events[0].ExchangeTime.ToMilliseconds(), events[0].ReceiveTime.ToMilliseconds()));
    }

    [Fact]
    public void Bybit_kline_replies_are_newest_first()
    {
        var (info, events) = Open(_scratch.Write("kline.json",
            """{"retCode":0,"retMsg":"OK","result":{"symbol":"BTCUSD","category":"inverse","list":[["1670608860000","17071.5","17071.5","17027","17055.5","268611","15.7"],["1670608800000","17071","17073","17027","17071.5","100","5.9"]]},"retExtInfo":{},"time":1672025956592}"""));
        Assert.Equal(("bybit-kline", "bybit:inverse:BTCUSD", 0L), (info.Format, info.Instrument, info.OutOfOrder));
        Assert.Equal(1_670_608_860_000, events[0].ExchangeTime.ToMilliseconds());
        Assert.Equal("17055.5", events[1].AsBar().Close.ToString());
    }

    [Theory]
    [InlineData("BTCUSDT-trades-2024-01.csv", "id,price,qty,quote_qty,time,is_buyer_maker\n10,42000.1,0.5,21000.05,1704067200001,true\n11,42000.2,0.25,10500.05,1704067200002,false\n", "binance-trades", "binance:linear:BTCUSDT")]
    [InlineData("BTCUSDT-trades-2025-01.csv", "10,42000.1,0.5,21000.05,1735689600000001,True,True\n11,42000.2,0.25,10500.05,1735689600000002,False,True\n", "binance-trades", "binance:spot:BTCUSDT")]
    [InlineData("ETHBTC-aggTrades-2024-01.csv", "10,42000.1,0.5,100,101,1704067200001,True,True\n11,42000.2,0.25,102,102,1704067200002,False,True\n", "binance-aggtrades", "binance:spot:ETHBTC")]
    [InlineData("BTCUSDT-aggTrades-2024-01.csv", "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker\n10,42000.1,0.5,100,101,1704067200001,true\n11,42000.2,0.25,102,102,1704067200002,false\n", "binance-aggtrades", "binance:linear:BTCUSDT")]
    public void Binance_trade_files_come_with_and_without_header_in_ms_and_us(string name, string text, string format, string instrument)
    {
        var (info, events) = Open(_scratch.Write(name, text));
        Assert.Equal((format, instrument), (info.Format, info.Instrument));
        Assert.Equal("42000.1 0.5 Sell", Text(events[0].AsTrade()));
        Assert.Equal("42000.2 0.25 Buy", Text(events[1].AsTrade()));
        Assert.Equal(10, events[0].C);
        Assert.InRange(events[0].ExchangeTime.ToDateTime().Year, 2024, 2025);
    }

    [Fact]
    public void Binance_klines_carry_the_number_of_trades()
    {
        var (info, events) = Open(_scratch.Write("BTCUSDT-1m-2024-01.csv", "1704067200000,1,3,0.5,2,10,1704067259999,20,77,5,10,0\n1704067260000,2,3,2,3,1,1704067319999,2,5,1,2,0\n"));
        Assert.Equal(("binance-klines", "binance:spot:BTCUSDT", 60_000), (info.Format, info.Instrument, info.IntervalMilliseconds));
        Assert.Equal(77, events[0].AsBar().TradeCount);
    }

    [Fact]
    public void A_repeated_trade_id_is_dropped_and_counted()
    {
        var (info, events) = Open(_scratch.Write("BTCUSDT-trades-2024-01.csv", "id,price,qty,quote_qty,time,is_buyer_maker\n10,1,1,1,1704067200001,true\n11,1,1,1,1704067200001,true\n10,1,1,1,1704067200001,true\n"));
        Assert.Equal((1L, 1L, 2L), (info.Duplicates, info.DuplicatesDropped, info.Rows));
        Assert.Equal([10L, 11L], events.Select(e => e.C));
    }

    [Fact]
    public void Equal_rows_without_ids_are_counted_and_kept()
    {
        var (info, events) = Open(_scratch.Write("binance-spot_BTCUSDT_trades.csv", "timestamp,price,quantity,side\n1775494619803,69833.68,0.003,buy\n1775494619803,69833.68,0.003,buy\n1775494619803,69833.68,0.003,sell\n"));
        Assert.Equal((1L, 0L), (info.Duplicates, info.DuplicatesDropped));
        Assert.Equal(3, events.Count);
    }

    [Fact]
    public void A_missing_side_is_inferred_by_the_tick_rule_and_flagged()
    {
        var (_, events) = Open(_scratch.Write("trades.csv", "timestamp,quantity,price\n1642204800000,1,10\n1642204800001,1,11\n1642204800002,1,11\n1642204800003,1,10.5\n1642204800004,1,10.5\n"));
        Assert.All(events, e => Assert.True(e.Flags.HasFlag(MarketEventFlags.InferredSide)));
        Assert.Equal([Side.Buy, Side.Buy, Side.Buy, Side.Sell, Side.Sell], events.Select(e => e.TakerSide));
    }

    [Fact]
    public void Binance_stream_csv_leaves_out_messages_without_price_and_quantity()
    {
        var (info, events) = Open(_scratch.Write("binance-usdm_TRXUSDT_x.csv",
            "TimestampOfReceive,Stream,EventType,EventTime,TransactionTime,Symbol,TradeId,Price,Quantity,IsBuyerMarketMaker,XUnknownParameter\n"
            + "1741047333918,trxusdt@trade,trade,1741047333916,1741047333915,TRXUSDT,548331094,0.23228,362.0,0,MARKET\n"
            + "1741047334450,trxusdt@trade,trade,1741047334448,1741047334448,TRXUSDT,548331095,0.0,0.0,0,\n"
            + "1741047334516,trxusdt@trade,trade,1741047334514,1741047334513,TRXUSDT,548331096,0.23228,26.0,1,MARKET\n"));
        Assert.Equal(("binance:linear:TRXUSDT", 2L, 1L, 0L), (info.Instrument, info.Rows, info.EmptyTrades, info.BadRows));
        Assert.Equal(Side.Sell, events[1].TakerSide);
        Assert.Equal((1741047334513L, 1741047334516L), (events[1].ExchangeTime.ToMilliseconds(), events[1].ReceiveTime.ToMilliseconds()));
    }

    [Fact]
    public void Binance_depth_csv_puts_rows_back_together_as_messages()
    {
        const string Start = "1741046400085,trxusdt@depth@100ms,depthUpdate,1741046400083,1741046400049,TRXUSDT,";
        var (info, events) = Open(_scratch.Write("binance-usdm_TRXUSDT_depth.csv",
            "TimestampOfReceive,Stream,EventType,EventTime,TransactionTime,Symbol,FirstUpdateId,FinalUpdateId,FinalUpdateIdInLastStream,IsAsk,Price,Quantity\n"
            + Start + "1,5,0,0,0.23,17739.0\n" + Start + "1,5,0,1,0.24,1\n" + Start + "6,9,5,0,0.22,2\n" + Start + "12,14,11,1,0.25,0\n"));
        Assert.Equal(1, info.SequenceBreaks);
        Assert.Equal([false, true, true, true], events.Select(e => e.Flags.HasFlag(MarketEventFlags.Last)));
        Assert.Equal([5L, 5L, 9L, 14L], events.Select(e => e.C));
        Assert.All(events, e => Assert.Equal(0, e.D));
    }

    [Fact]
    public void Recorded_websocket_text_gives_one_segment_a_kind_and_drops_diffs_older_than_the_snapshot()
    {
        var file = _scratch.WriteGzip("binance-usdm_BTCUSDT_wsdump.gz",
            """
            1680652700400000 {"stream":"btcusdt@depth@0ms","data":{"e":"depthUpdate","E":1680652700435,"T":1680652700430,"s":"BTCUSDT","U":1,"u":10,"pu":0,"b":[["9","9"]],"a":[]}}
            1680652700410000 {"stream":"btcusdt@depth@0ms","data":{"e":"depthUpdate","E":1680652700435,"T":1680652700430,"s":"BTCUSDT","U":11,"u":20,"pu":10,"b":[["8","8"]],"a":[]}}
            1680652700423575 {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":12,"s":"BTCUSDT","b":"28145.10","B":"3.868","a":"28145.20","A":"6.887","T":1680652700430,"E":1680652700435}}
            1680652700441533 {"stream":"btcusdt@trade","data":{"e":"trade","E":1680652700455,"T":1680652700452,"s":"BTCUSDT","t":3535186032,"p":"28145.10","q":"0.002","X":"MARKET","m":true}}
            1680652700450000 {"lastUpdateId": 15, "E": 1680652700590, "T": 1680652700580, "bids": [["28145.10", "3.818"]], "asks": [["28145.20", "1"]]}
            1680652700460000 {"stream":"btcusdt@depth@0ms","data":{"e":"depthUpdate","E":1680652700600,"T":1680652700599,"s":"BTCUSDT","U":25,"u":30,"pu":22,"b":[],"a":[["28145.30","0.000"]]}}
            1680652701048293 {"stream":"btcusdt@markPrice@1s","data":{"e":"markPriceUpdate","E":1680652701000,"s":"BTCUSDT","p":"28147.27373413","P":"28142.15563565","i":"28159.75642857","r":"0.00002754","T":1680652800000}}
            """);
        using var set = MarketDataSet.Open(file);
        Assert.Equal("binance:linear:BTCUSDT", Assert.Single(set.Instruments).Id.ToString());
        Assert.Equal([MarketEventKind.Trade, MarketEventKind.Quote, MarketEventKind.BookLevel, MarketEventKind.Mark], set.Segments.Select(s => s.Kind));
        var book = set.Segments.Single(s => s.Kind == MarketEventKind.BookLevel);
        Assert.Equal((1L, 1L, 4L), (book.StaleRows, book.SequenceBreaks, book.Rows));
        var events = Scratch.ReadAll(set.CreateSource());
        Assert.Equal(events.OrderBy(e => e.ReceiveTime.Nanoseconds), events);
        var levels = events.Where(e => e.Kind == MarketEventKind.BookLevel).ToList();
        Assert.Equal([15L, 15L, 20L, 30L], levels.Select(e => e.C));
        Assert.Equal(levels[0].ReceiveTime, levels[2].ReceiveTime);
        var mark = events.Single(e => e.Kind == MarketEventKind.Mark);
        Assert.Equal(("28147.27373413", 281597564285700L), (mark.AsMark().Price.ToString(), mark.B));
        Assert.Equal(1680652701000, mark.ExchangeTime.ToMilliseconds());
    }

    [Fact]
    public void Polled_quotes_are_flagged_as_sums_and_their_float_noise_is_rounded()
    {
        var (info, events) = Open(_scratch.Write("binance-spot_BTC_l1.csv",
            "best_bid,best_ask,mid_price,spread,bid_volume,ask_volume,imbalance,timestamp\n65725.99,65726.0,65725.995,0.00999999999476131,9.222690000000002,9.0506,0.19,2026-06-15 05:45:31.053108\n"));
        Assert.Equal(("best-quote-poll", 1L), (info.Format, info.RoundedValues));
        Assert.Equal(MarketEventFlags.AggregatedSize, events[0].Flags);
        Assert.Equal("9.22269", events[0].AsQuote().BidQuantity.ToString());
        Assert.Equal("2026-06-15T05:45:31.053108000Z", events[0].ReceiveTime.ToString());
    }

    [Fact]
    public void Tardis_trades_and_quotes_have_two_times()
    {
        var (trades, t) = Open(_scratch.Write("t.csv", "exchange,symbol,timestamp,local_timestamp,id,side,price,amount\nbinance-futures,BTCUSDT,1582329602111000,1582329602418379,42377944,buy,9682,0.132\n"));
        var (quotes, q) = Open(_scratch.Write("q.csv", "exchange,symbol,timestamp,local_timestamp,ask_amount,ask_price,bid_price,bid_amount\nbinance-futures,BTCUSDT,1582329601096000,1582329603502092,0.84,9682,9681.92,0.67\n"));
        Assert.Equal(("binance:linear:BTCUSDT", "binance:linear:BTCUSDT"), (trades.Instrument, quotes.Instrument));
        Assert.Equal((1582329602111000000, 1582329602418379000), (t[0].ExchangeTime.Nanoseconds, t[0].ReceiveTime.Nanoseconds));
        Assert.Equal("9681.92 0.67 9682 0.84", $"{q[0].AsQuote().Bid} {q[0].AsQuote().BidQuantity} {q[0].AsQuote().Ask} {q[0].AsQuote().AskQuantity}");
    }

    [Fact]
    public void Bitfinex_bars_have_close_before_high_and_low()
    {
        var (info, events) = Open(_scratch.Write("bitfinex-spot_BTCUSD_1m.csv", "1546300800000,3832.6,3833.1,3834.7,3832.6,5.8\n1546300860000,3833.8,3831.5,3834.1,3830.8,3.06\n"));
        Assert.Equal("bitfinex-kline", info.Format);
        Assert.Equal("3833.8 3834.1 3830.8 3831.5", Ohlc(events[1].AsBar()));
    }

    [Fact]
    public void Headerless_bars_in_the_usual_order_are_told_from_bitfinex_order()
    {
        var (info, events) = Open(_scratch.Write("x-spot_BTCUSD.csv", "1546300800000,3832.6,3834.7,3832.6,3833.1,5.8\n1546300860000,3833.8,3834.1,3830.8,3831.5,3.06\n"));
        Assert.Equal("ohlcv-csv", info.Format);
        Assert.Equal("3833.8 3834.1 3830.8 3831.5", Ohlc(events[1].AsBar()));
    }

    [Fact]
    public void Flat_headerless_bars_could_be_either_and_need_a_format()
    {
        var file = _scratch.Write("x-spot_BTCUSD.csv", "1546300800000,5,5,5,5,1\n1546300860000,5,5,5,5,1\n");
        Assert.Throws<MarketDataException>(() => MarketDataSet.Open(file));
        Assert.Equal(2, _scratch.Events(file, new MarketDataOptions { Import = new ImportOptions { Format = "bitfinex-kline" } }).Count);
    }

    [Fact]
    public void Lean_bars_take_their_day_from_the_inner_name_and_quote_bars_become_quotes_at_the_close()
    {
        var (bars, b) = Open(_scratch.WriteZip("crypto_bybit_btcusdt_20221213_trade.zip", "20221213_btcusdt_minute_trade.csv", "0,17208.86,17212.99,17205,17205,1.5\n60000,17206.64,17223.47,17206,17223.46,6.8\n"));
        var (quotes, q) = Open(_scratch.WriteZip("cryptofuture_bybit_btcusd_20221213_quote.zip", "20221213_btcusd_minute_quote_perp.csv", "0,17199,17210,17199,17209,561568,17199.5,17210.5,17199.5,17210.5,302625\n"));
        Assert.Equal(("bybit:spot:BTCUSDT", 60_000, "bybit:inverse:BTCUSD"), (bars.Instrument, bars.IntervalMilliseconds, quotes.Instrument));
        Assert.Equal("2022-12-13T00:01:00.000Z", b[0].ExchangeTime.ToString());
        Assert.Equal("2022-12-13T00:01:00.000Z 17209 561568 17210.5 302625", $"{q[0].ExchangeTime} {q[0].AsQuote().Bid} {q[0].AsQuote().BidQuantity} {q[0].AsQuote().Ask} {q[0].AsQuote().AskQuantity}");
    }

    [Fact]
    public void Freqtrade_trades_are_one_json_array()
    {
        var (info, events) = Open(_scratch.Write("binance-spot_XRPETH_trades.json", """[[1570752011620,"13519807",null,"sell",0.00141342,23.0,0.0325],[1570752028907,"13519810",null,"buy",1e-05,581.0,0.8214]]"""));
        Assert.Equal(("freqtrade-trades", "binance:spot:XRPETH"), (info.Format, info.Instrument));
        Assert.Equal(["0.00141342 23 Sell", "0.00001 581 Buy"], events.Select(e => Text(e.AsTrade())));
    }

    [Fact]
    public void Any_csv_reads_through_a_column_mapping_by_number_or_name()
    {
        var numbers = _scratch.Write("a.csv", "5;x;1.5;1704067200;sell\n");
        var names = _scratch.Write("b.csv", "Amount,Cost,When\n5,1.5,2024-01-01T00:00:00Z\n");
        var one = Assert.Single(_scratch.Events(numbers, Mapped("csv:quantity=0,price=2,time=3,side=4,separator=semicolon")));
        var other = Assert.Single(_scratch.Events(names, Mapped("csv:time=when,price=cost,quantity=amount")));
        Assert.Equal(("1.5 5 Sell", "1.5 5 Buy"), (Text(one.AsTrade()), Text(other.AsTrade())));
        Assert.Equal(one.ExchangeTime, other.ExchangeTime);
        Assert.Throws<MarketDataException>(() => MarketDataSet.Open(names, Mapped("csv:time=when,price=nothing,quantity=amount")));
        Assert.Throws<FormatException>(() => MarketDataSet.Open(names, Mapped("csv:tyme=when")));
    }

    [Fact]
    public void Known_but_unwanted_data_is_refused_by_name()
    {
        var orders = _scratch.Write("o.csv", "id,timestamp,exchange.timestamp,price,volume,action,direction\n65595247,1430438404518,1430438404000,236.47,200000000,created,bid\n");
        var legacy = _scratch.Write("l.txt", "wss://stream.bybit.com/realtime_public <-> 1618677785.4827468\n");
        Assert.Contains("every single order", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(orders)).Message, StringComparison.Ordinal);
        Assert.Contains("old v2", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(legacy)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_given_instrument_wins_over_the_data_and_the_name()
    {
        var file = _scratch.Write("BTCUSDT_2024-01-01.csv", "id,timestamp,price,volume,side\n1,1704067200123,1,1,buy\n");
        using var set = MarketDataSet.Open(file, new MarketDataOptions { Import = new ImportOptions { Instrument = InstrumentId.Parse("kraken:spot:XBTEUR") } });
        Assert.Equal("kraken:spot:XBTEUR", set.Instruments[0].Id.ToString());
        Assert.Equal("XBT/EUR", $"{set.Instruments[0].Base}/{set.Instruments[0].Quote}");
    }

    private static MarketDataOptions Mapped(string mapping) => new() { Import = new ImportOptions { Format = mapping } };

    private static string Text(PublicTrade trade) => $"{trade.Price} {trade.Quantity} {trade.Taker}";

    private static string Ohlc(Bar bar) => $"{bar.Open} {bar.High} {bar.Low} {bar.Close}";

    private static (SegmentInfo Info, List<MarketEvent> Events) Open(string file)
    {
        using var set = MarketDataSet.Open(file);
        return (Assert.Single(set.Segments), Scratch.ReadAll(set.CreateSource()));
    }
}
