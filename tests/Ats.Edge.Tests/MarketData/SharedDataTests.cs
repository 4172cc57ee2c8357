using Ats.Domain;
using Ats.MarketData;
using Xunit;

namespace Ats.Edge.Tests.MarketData;

/// <summary>The files of ../shared/data against the counts in its README. Skipped where they are absent.</summary>
public sealed class SharedDataTests
{
    public static TheoryData<string, string, string, long> Files => new()
    {
        { "trades/binance-spot_BTCUSDT_trades_2022-01-15_0000-1700.csv.gz", "binance:spot:BTCUSDT", "Trade", 315_301 },
        { "trades/binance-usdm_BTCUSDT_trades_2020-02-22_tardis.csv.gz", "binance:linear:BTCUSDT", "Trade", 9_999 },
        { "trades/binance-spot_BTCUSDT_trades_2026-04-06_1656-1705.csv.gz", "binance:spot:BTCUSDT", "Trade", 58_187 },
        { "trades/binance-spot_TRXUSDT_tradestream_2025-03-04.csv.gz", "binance:spot:TRXUSDT", "Trade", 10_000 },
        { "trades/binance-usdm_TRXUSDT_tradestream_2025-03-04.csv.gz", "binance:linear:TRXUSDT", "Trade", 10_000 },
        { "trades/binance-coinm_TRXUSD_PERP_tradestream_2025-03-04.csv.gz", "binance:inverse:TRXUSD_PERP", "Trade", 10_000 },
        { "trades/binance-spot_XRPETH_trades_2019-10.json.gz", "binance:spot:XRPETH", "Trade", 12_477 },
        { "orderbook/binance-spot_BTC_l1-5s_2026-06-15.csv.gz", "binance:spot:BTC", "Quote", 8_377 },
        { "orderbook/binance-usdm_BTCUSDT_quotes_2020-02-22_tardis.csv.gz", "binance:linear:BTCUSDT", "Quote", 9_999 },
        { "orderbook/binance-usdm_TRXUSDT_depthdiff_2025-03-04.csv.gz", "binance:linear:TRXUSDT", "BookLevel", 10_000 },
        { "orderbook/bybit-linear_XRPUSDT_ob500.data.zip", "bybit:linear:XRPUSDT", "BookLevel", 3_966 },
        { "second/coinbase_BTCUSD_second_20161007_trade.zip", "coinbase:spot:BTCUSD", "Bar 1s", 4_063 },
        { "second/coinbase_BTCUSD_second_20161008_trade.zip", "coinbase:spot:BTCUSD", "Bar 1s", 3_453 },
        { "second/coinbase_BTCUSD_second_20161007_quote.zip", "coinbase:spot:BTCUSD", "Quote", 1_438 },
        { "second/coinbase_BTCUSD_second_20161008_quote.zip", "coinbase:spot:BTCUSD", "Quote", 1_438 },
        { "klines-1m/bitfinex-spot_BTCUSD_1m_2019H1.csv.gz", "bitfinex:spot:BTCUSD", "Bar 1m", 253_338 },
        { "klines-1m/bitfinex-spot_ETHUSD_1m_2019H1.csv.gz", "bitfinex:spot:ETHUSD", "Bar 1m", 238_857 },
        { "klines-1m/bitfinex-spot_XRPUSD_1m_2019H1.csv.gz", "bitfinex:spot:XRPUSD", "Bar 1m", 230_066 },
        { "klines-1m/bitfinex-spot_LTCUSD_1m_2019H1.csv.gz", "bitfinex:spot:LTCUSD", "Bar 1m", 205_158 },
        { "klines-1m/bitfinex-spot_EOSUSD_1m_2019H1.csv.gz", "bitfinex:spot:EOSUSD", "Bar 1m", 195_568 },
        { "klines-1m/bybit-linear_BTCUSDT_1m_2025-05-30_2025-06-19.csv.gz", "bybit:linear:BTCUSDT", "Bar 1m", 29_241 },
        { "klines-1m/bybit-linear_DOGEUSDT_1m_2025-05-30_2025-06-19.csv.gz", "bybit:linear:DOGEUSDT", "Bar 1m", 29_238 },
        { "klines-1m/bybit-linear_ADAUSDT_1m-blocks_2024-09_2025-05.csv.gz", "bybit:linear:ADAUSDT", "Bar 1m", 73_400 },
        { "klines-1m/bybit-linear_BNBUSDT_1m-blocks_2024-09_2025-05.csv.gz", "bybit:linear:BNBUSDT", "Bar 1m", 73_400 },
        { "klines-1m/bybit-linear_LINKUSDT_1m-blocks_2024-09_2025-05.csv.gz", "bybit:linear:LINKUSDT", "Bar 1m", 73_400 },
        { "minute-lean/crypto_bybit_btcusdt_20221213_trade.zip", "bybit:spot:BTCUSDT", "Bar 1m", 1_440 },
        { "minute-lean/crypto_bybit_btcusdt_20221213_quote.zip", "bybit:spot:BTCUSDT", "Quote", 721 },
        { "minute-lean/cryptofuture_bybit_btcusd_20221213_trade.zip", "bybit:inverse:BTCUSD", "Bar 1m", 721 },
        { "minute-lean/cryptofuture_bybit_btcusdt_20221213_quote.zip", "bybit:linear:BTCUSDT", "Quote", 460 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_reads_with_the_rows_and_order_its_readme_tells(string file, string instrument, string kind, long rows)
    {
        using var set = MarketDataSet.Open(Path.Combine(Root(), file));
        var segment = Assert.Single(set.Segments);
        Assert.Equal((instrument, kind, rows), (segment.Instrument, segment.KindName, segment.Rows + segment.EmptyTrades));
        Assert.Equal((0L, 0L, 0L, 0L), (segment.OutOfOrder, segment.DuplicatesDropped, segment.BadRows, segment.SequenceBreaks));
        Assert.Equal(file.Contains("usdm_TRXUSDT_trade", StringComparison.Ordinal) ? 1 : 0, segment.EmptyTrades);
    }

    [Fact]
    public void The_readmes_defects_are_found()
    {
        var day = Segment("trades/binance-spot_BTCUSDT_trades_2022-01-15_0000-1700.csv.gz");
        Assert.Equal((78L, 1L), (day.Duplicates, day.Gaps.Count));
        Assert.Equal((1642257760838000000L, 1642258075514000000L), (day.Gaps.Largest[0].FromNs, day.Gaps.Largest[0].ToNs));
        Assert.Equal(29_152, Segment("trades/binance-spot_BTCUSDT_trades_2026-04-06_1656-1705.csv.gz").Duplicates);
        var thin = Segment("trades/binance-usdm_BTCUSDT_trades_2020-02-22_tardis.csv.gz");
        Assert.Equal((65L, 22.2), (thin.Gaps.Count, Math.Round(thin.Gaps.LongestNs / 1e9, 1)));
        Assert.Equal(3, Segment("orderbook/binance-spot_BTC_l1-5s_2026-06-15.csv.gz").Gaps.Count);
        var blocks = Segment("klines-1m/bybit-linear_ADAUSDT_1m-blocks_2024-09_2025-05.csv.gz");
        Assert.Equal((366L, 802 * 60 * 1_000_000_000L), (blocks.Gaps.Count, blocks.Gaps.LongestNs));
    }

    [Theory]
    [InlineData("BTCUSDT", "20230404", "Trade 2197,Quote 6765,BookLevel 68278,Mark 99")]
    [InlineData("BTCUSDT", "20230405", "Trade 10738,Quote 37440,BookLevel 256404,Mark 415")]
    [InlineData("BTCUSDT", "20240718", "Trade 974,Quote 7113,BookLevel 77513")]
    [InlineData("ETHUSDT", "20240719", "Trade 12015,Quote 38239,BookLevel 280222")]
    public void Recorded_websocket_text_has_an_unbroken_sequence(string symbol, string day, string expected)
    {
        using var set = MarketDataSet.Open(Path.Combine(Root(), $"orderbook/binance-usdm_{symbol}_wsdump_{day}.gz"));
        Assert.Equal(expected, string.Join(',', set.Segments.Select(s => $"{s.Kind} {s.Rows}")));
        Assert.All(set.Segments, s => Assert.Equal((0L, 0L, 0L), (s.SequenceBreaks, s.OutOfOrder, s.Duplicates)));
        var last = long.MinValue;
        foreach (var e in Scratch.ReadAll(set.CreateSource(), 4096))
        {
            Assert.True(e.ReceiveTime.Nanoseconds >= last);
            last = e.ReceiveTime.Nanoseconds;
        }
    }

    [Theory]
    [InlineData("orderbook/bitstamp_BTCUSD_L3orders_2015-05-01.csv.gz")]
    [InlineData("orderbook/bybit-legacy-v2_multi_wsdump_2021-04-17.txt.gz")]
    public void The_two_files_that_are_not_imported_are_refused_by_name(string file) =>
        Assert.Contains("which ATS does not import", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(Path.Combine(Root(), file))).Message, StringComparison.Ordinal);

    private static SegmentInfo Segment(string file)
    {
        using var set = MarketDataSet.Open(Path.Combine(Root(), file));
        return set.Segments[0];
    }

    private static string Root()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (!File.Exists(Path.Combine(at.FullName, "Ats.slnx"))) continue;
            var data = Path.Combine(at.FullName, "..", "shared", "data");
            if (Directory.Exists(data)) return data;
        }

        Assert.Skip("../shared/data is not here");
        return "";
    }
}
