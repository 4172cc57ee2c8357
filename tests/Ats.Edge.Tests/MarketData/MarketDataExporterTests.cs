using Ats.Domain;
using Ats.MarketData;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace Ats.Edge.Tests.MarketData;

public sealed class MarketDataExporterTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void An_exported_csv_reads_back_to_the_same_data()
    {
        var source = _scratch.Write("bybit-linear_BTCUSDT.csv", "timestamp,open,high,low,close,volume\n1704067200000,10.5,11,9.25,10,1.125\n1704067201000,10,11,9,10.0000000001,0\n");
        using var original = MarketDataSet.Open(source);
        var csv = Path.Combine(_scratch.Root, "out.csv");
        Assert.Equal([csv], MarketDataExporter.Export(original, csv, ExportFormat.Csv));
        Assert.Equal("exchange_time_ns,receive_time_ns,open,high,low,close,volume,trades,interval_ms,instrument\n1704067201000000000,1704067201000000000,10.5,11,9.25,10,1.125,0,1000,bybit:linear:BTCUSDT\n1704067202000000000,1704067202000000000,10,11,9,10.0000000001,0,0,1000,bybit:linear:BTCUSDT\n", File.ReadAllText(csv));
        using var again = MarketDataSet.Open(csv);
        Assert.Equal(original.DataHash, again.DataHash);
        using var mapped = MarketDataSet.Open(csv, new MarketDataOptions
        {
            Import = new ImportOptions
            {
                Format = "csv:time=exchange_time_ns,receive=receive_time_ns,stamp=close,open=open,high=high,low=low,close=close,volume=volume,count=trades",
                Instrument = InstrumentId.Parse("bybit:linear:BTCUSDT"),
            },
        });
        Assert.Equal(original.DataHash, mapped.DataHash);
    }

    [Fact]
    public void One_bar_keeps_its_interval_through_a_csv()
    {
        var source = _scratch.Write("bybit-linear_BTCUSDT.csv", "timestamp,open,high,low,close,volume\n1704067200000,10.5,11,9.25,10,1.125\n");
        using var original = MarketDataSet.Open(source, new MarketDataOptions { Import = new ImportOptions { Interval = new BarInterval(300_000) } });
        var folder = Path.Combine(_scratch.Root, "out") + Path.DirectorySeparatorChar;
        var csv = Assert.Single(MarketDataExporter.Export(original, folder, ExportFormat.Csv));
        Assert.Equal("bybit-linear-BTCUSDT-bar-5m.csv", Path.GetFileName(csv));
        using var again = MarketDataSet.Open(csv);
        Assert.Equal(original.DataHash, again.DataHash);
    }

    [Fact]
    public void A_flag_that_is_none_is_a_bad_row()
    {
        var file = _scratch.Write("x.csv", "exchange_time_ns,receive_time_ns,price,quantity,side,id,side_inferred,instrument\n1704067201000000000,1704067201000000000,10,1,buy,1,0,a:spot:BTCUSDT\n1704067201000000000,1704067201000000000,10,1,buy,2,maybe,a:spot:BTCUSDT\n");
        var error = Assert.Throws<MarketDataException>(() => MarketDataSet.Open(file));
        Assert.Equal(3, error.Row);
        Assert.Contains("neither true nor false", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exported_parquet_file_holds_exact_decimals()
    {
        var source = _scratch.Write("binance-spot_BTCUSDT.csv", "timestamp,price,quantity,side\n1775494619803,69833.6812345678,0.00300001,buy\n1775494619863,69833.67,0.01279,sell\n");
        using var data = MarketDataSet.Open(source);
        var file = Path.Combine(_scratch.Root, "out.parquet");
        MarketDataExporter.Export(data, file, ExportFormat.Parquet);
        await using var reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["exchange_time_ns", "receive_time_ns", "price", "quantity", "side", "id", "side_inferred", "instrument"], reader.Schema.DataFields.Select(f => f.Name));
        var price = Assert.IsType<DecimalDataField>(reader.Schema.DataFields[2]);
        Assert.Equal((38, 10), (price.Precision, price.Scale));
        using var group = reader.OpenRowGroupReader(0);
        var times = new long[2];
        var prices = new decimal[2];
        var quantities = new decimal[2];
        var sides = new string?[2];
        await group.ReadAsync<long>(reader.Schema.DataFields[1], times.AsMemory(), null, TestContext.Current.CancellationToken);
        await group.ReadAsync<decimal>(price, prices.AsMemory(), null, TestContext.Current.CancellationToken);
        await group.ReadAsync<decimal>(reader.Schema.DataFields[3], quantities.AsMemory(), null, TestContext.Current.CancellationToken);
        await group.ReadAsync(reader.Schema.DataFields[4], sides.AsMemory(), null, TestContext.Current.CancellationToken);
        Assert.Equal([1775494619803000000, 1775494619863000000], times);
        Assert.Equal([69833.6812345678m, 69833.67m], prices);
        Assert.Equal([0.00300001m, 0.01279m], quantities);
        Assert.Equal<string?[]>(["buy", "sell"], sides);
    }
}
