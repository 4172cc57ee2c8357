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
        { "klines-1m/bybit-linear_ETHUSDT_1m_2025-05-30_2025-06-19.csv.gz", "bybit:linear:ETHUSDT", "Bar 1m", 29_241 },
        { "klines-1m/bybit-linear_SOLUSDT_1m_2025-05-30_2025-06-19.csv.gz", "bybit:linear:SOLUSDT", "Bar 1m", 29_239 },
        { "klines-1m/bybit-linear_BNBUSDT_1m_2025-05-30_2025-06-19.csv.gz", "bybit:linear:BNBUSDT", "Bar 1m", 29_240 },
        { "klines-1m/bybit-linear_ADAUSDT_1m_2025-05-30_2025-06-19.csv.gz", "bybit:linear:ADAUSDT", "Bar 1m", 29_240 },
        { "klines-1m/bybit-linear_DOTUSDT_1m_2025-05-30_2025-06-19.csv.gz", "bybit:linear:DOTUSDT", "Bar 1m", 29_239 },
        { "klines-1m/bybit-linear_DOGEUSDT_1m_2025-05-30_2025-06-19.csv.gz", "bybit:linear:DOGEUSDT", "Bar 1m", 29_238 },
        { "klines-1m/bybit-linear_ADAUSDT_1m-blocks_2024-09_2025-05.csv.gz", "bybit:linear:ADAUSDT", "Bar 1m", 73_400 },
        { "klines-1m/bybit-linear_BNBUSDT_1m-blocks_2024-09_2025-05.csv.gz", "bybit:linear:BNBUSDT", "Bar 1m", 73_400 },
        { "klines-1m/bybit-linear_LINKUSDT_1m-blocks_2024-09_2025-05.csv.gz", "bybit:linear:LINKUSDT", "Bar 1m", 73_400 },
        { "minute-lean/crypto_bybit_btcusdt_20221213_trade.zip", "bybit:spot:BTCUSDT", "Bar 1m", 1_440 },
        { "minute-lean/crypto_bybit_btcusdt_20221213_quote.zip", "bybit:spot:BTCUSDT", "Quote", 721 },
        { "minute-lean/cryptofuture_bybit_btcusd_20221213_trade.zip", "bybit:inverse:BTCUSD", "Bar 1m", 721 },
        { "minute-lean/cryptofuture_bybit_btcusd_20221213_quote.zip", "bybit:inverse:BTCUSD", "Quote", 464 },
        { "minute-lean/cryptofuture_bybit_btcusdt_20221213_trade.zip", "bybit:linear:BTCUSDT", "Bar 1m", 721 },
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
        Assert.Equal(494, Segment("trades/binance-spot_XRPETH_trades_2019-10.json.gz").Gaps.LongestNs / 1_000_000_000);
        Assert.Equal(1.7, Math.Round(Segment("trades/binance-spot_BTCUSDT_trades_2026-04-06_1656-1705.csv.gz").Gaps.LongestNs / 1e9, 1));
    }

    [Theory]
    [InlineData("ADA")]
    [InlineData("BNB")]
    [InlineData("LINK")]
    public void The_blocks_of_a_paging_fault_have_366_holes_and_a_fifth_of_the_minutes(string coin)
    {
        var blocks = Segment($"klines-1m/bybit-linear_{coin}USDT_1m-blocks_2024-09_2025-05.csv.gz");
        Assert.Equal((366L, 802 * 60 * 1_000_000_000L), (blocks.Gaps.Count, blocks.Gaps.LongestNs));
        Assert.Equal(20.0, Coverage(blocks));
    }

    [Theory]
    [InlineData("BTC", 97.2, 3.3)]
    [InlineData("ETH", 91.6, 4.3)]
    [InlineData("XRP", 88.3, 4.6)]
    [InlineData("LTC", 78.7, 4.5)]
    [InlineData("EOS", 75.0, 6.0)]
    public void Bitfinex_minutes_cover_what_the_readme_tells(string coin, double percent, double longestHours)
    {
        var segment = Segment($"klines-1m/bitfinex-spot_{coin}USD_1m_2019H1.csv.gz");
        Assert.Equal(percent, Math.Round(100.0 * segment.Rows / (181 * 1440), 1));
        Assert.Equal(longestHours, Math.Round(segment.Gaps.LongestNs / 3.6e12, 1));
    }

    [Theory]
    [InlineData("BTC", 0)]
    [InlineData("ETH", 0)]
    [InlineData("SOL", 0)]
    [InlineData("BNB", 252)]
    [InlineData("DOGE", 0)]
    [InlineData("ADA", 1)]
    [InlineData("DOT", 1)]
    public void Bybit_minutes_have_no_hole_and_BNB_has_the_minutes_without_volume(string coin, int flat)
    {
        using var set = MarketDataSet.Open(Path.Combine(Root(), $"klines-1m/bybit-linear_{coin}USDT_1m_2025-05-30_2025-06-19.csv.gz"));
        Assert.Equal((0L, 0L, 60_000_000_000L), (set.Segments[0].Gaps.Count, set.Segments[0].Gaps.MissingBars, set.Segments[0].Gaps.LongestNs));
        Assert.Equal(flat, Scratch.ReadAll(set.CreateSource(), 4096).Count(e => e.AsBar().Volume.Raw == 0));
    }

    [Fact]
    public void An_illiquid_pair_is_silent_for_over_a_minute_as_often_as_the_readme_tells()
    {
        using var set = MarketDataSet.Open(Path.Combine(Root(), "trades/binance-spot_XRPETH_trades_2019-10.json.gz"));
        var times = Scratch.ReadAll(set.CreateSource(), 4096).Select(e => e.ReceiveTime.Nanoseconds).ToArray();
        Assert.Equal(1_099, times.Zip(times.Skip(1)).Count(p => p.Second - p.First > 60_000_000_000));
    }

    [Fact]
    public void The_polled_quotes_stop_three_times()
    {
        var gaps = Segment("orderbook/binance-spot_BTC_l1-5s_2026-06-15.csv.gz").Gaps;
        Assert.Equal(["10:49:30 +2323", "12:05:38 +6208", "14:38:57 +3283"], gaps.Largest.Select(g => $"{new Timestamp(g.FromNs).ToDateTime():HH:mm:ss} +{Math.Round(g.LengthNs / 1e9)}"));
    }

    [Fact]
    public void Every_file_there_is_is_imported_or_refused_by_name_a_second_time_changes_nothing_and_all_of_it_checks()
    {
        using var scratch = new Scratch();
        var directory = new TapeDirectory(scratch.Data);
        var refused = new List<string>();
        var files = Directory.EnumerateFiles(Root(), "*", SearchOption.AllDirectories).Where(f => f.EndsWith(".gz", StringComparison.Ordinal) || f.EndsWith(".zip", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        foreach (var file in files)
        {
            try
            {
                Assert.False(directory.Import(file).Unchanged);
                Assert.True(directory.Import(file).Unchanged);
            }
            catch (MarketDataException)
            {
                refused.Add(Path.GetFileName(file));
            }
        }

        Assert.Equal(["bitstamp_BTCUSD_L3orders_2015-05-01.csv.gz", "bybit-legacy-v2_multi_wsdump_2021-04-17.txt.gz"], refused);
        var segments = directory.ReadManifest().Segments;
        Assert.Equal(files.Count - 2, segments.Select(s => s.Source).Distinct().Count());
        foreach (var segment in segments) directory.Verify(segment);
    }

    [Theory]
    [InlineData("orderbook/binance-usdm_BTCUSDT_wsdump_20230404.gz")]
    [InlineData("orderbook/bybit-linear_XRPUSDT_ob500.data.zip")]
    [InlineData("orderbook/binance-spot_BTC_l1-5s_2026-06-15.csv.gz")]
    [InlineData("trades/binance-usdm_BTCUSDT_trades_2020-02-22_tardis.csv.gz")]
    [InlineData("trades/binance-spot_BTCUSDT_trades_2026-04-06_1656-1705.csv.gz")]
    [InlineData("klines-1m/bitfinex-spot_BTCUSD_1m_2019H1.csv.gz")]
    [InlineData("second/coinbase_BTCUSD_second_20161007_trade.zip")]
    [InlineData("second/coinbase_BTCUSD_second_20161007_quote.zip")]
    public void What_is_exported_as_csv_and_imported_again_is_the_same_data(string file)
    {
        using var scratch = new Scratch();
        using var original = MarketDataSet.Open(Path.Combine(Root(), file));
        var directory = new TapeDirectory(scratch.Data);
        var folder = Path.Combine(scratch.Root, "csv") + Path.DirectorySeparatorChar;
        foreach (var csv in MarketDataExporter.Export(original, folder, ExportFormat.Csv)) directory.Import(csv);
        using var again = MarketDataSet.Open(scratch.Data);
        Assert.Equal(original.DataHash, again.DataHash);
    }

    [Theory]
    [InlineData("BTCUSDT", "20230404", "Trade 2197,Quote 6765,BookLevel 68278,Mark 99")]
    [InlineData("BTCUSDT", "20230405", "Trade 10738,Quote 37440,BookLevel 256404,Mark 415")]
    [InlineData("BTCUSDT", "20240718", "Trade 974,Quote 7113,BookLevel 77513")]
    [InlineData("BTCUSDT", "20240719", "Trade 9727,Quote 45147,BookLevel 325155")]
    [InlineData("ETHUSDT", "20240718", "Trade 1640,Quote 9089,BookLevel 76722")]
    [InlineData("ETHUSDT", "20240719", "Trade 12015,Quote 38239,BookLevel 280222")]
    public void Recorded_websocket_text_has_an_unbroken_sequence(string symbol, string day, string expected)
    {
        using var set = MarketDataSet.Open(Path.Combine(Root(), $"orderbook/binance-usdm_{symbol}_wsdump_{day}.gz"));
        Assert.Equal(expected, string.Join(',', set.Segments.Select(s => $"{s.Kind} {s.Rows}")));
        Assert.All(set.Segments, s => Assert.Equal((0L, 0L, 0L), (s.SequenceBreaks, s.OutOfOrder, s.Duplicates)));
        var times = Scratch.ReadAll(set.CreateSource(), 4096).Select(e => e.ReceiveTime.Nanoseconds).ToArray();
        Assert.InRange(times.Zip(times.Skip(1)).Min(p => p.Second - p.First), 0, long.MaxValue);
        Assert.InRange(times.Zip(times.Skip(1)).Max(p => p.Second - p.First), 0, 1_049_000_000);
    }

    [Theory]
    [InlineData("orderbook/bitstamp_BTCUSD_L3orders_2015-05-01.csv.gz")]
    [InlineData("orderbook/bybit-legacy-v2_multi_wsdump_2021-04-17.txt.gz")]
    public void The_two_files_that_are_not_imported_are_refused_by_name(string file) =>
        Assert.Contains("which ATS does not import", Assert.Throws<MarketDataException>(() => MarketDataSet.Open(Path.Combine(Root(), file))).Message, StringComparison.Ordinal);

    private static double Coverage(SegmentInfo bars) => Math.Round(100.0 * bars.Rows / (bars.Rows + bars.Gaps.MissingBars), 1);

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
