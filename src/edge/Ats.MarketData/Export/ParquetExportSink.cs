using Ats.Domain;
using Parquet;
using Parquet.Schema;

namespace Ats.MarketData.Export;

/// <summary>Parquet in row groups of at most 262,144 rows: times int64 ns, prices decimal(38,10), quantities decimal(38,8), side as a string, flags as booleans.</summary>
internal sealed class ParquetExportSink : IExportSink
{
    private const int RowGroupSize = 262_144;
    private readonly IReadOnlyList<ExportColumn> _columns;
    private readonly ParquetSchema _schema;
    private readonly ParquetWriter _writer;
    private readonly List<MarketEvent> _pending = [];

    public ParquetExportSink(Stream stream, IReadOnlyList<ExportColumn> columns)
    {
        _columns = columns;
        _schema = new ParquetSchema(columns.Select(Field));
        _writer = ParquetWriter.CreateAsync(_schema, stream, new ParquetOptions { CompressionMethod = CompressionMethod.Zstd }).GetAwaiter().GetResult();
    }

    public void Write(ReadOnlySpan<MarketEvent> events)
    {
        _pending.AddRange(events);
        if (_pending.Count >= RowGroupSize) Flush();
    }

    public void Dispose()
    {
        if (_pending.Count > 0) Flush();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static Field Field(ExportColumn column) => column.Type switch
    {
        ExportType.Integer => new DataField<long>(column.Name),
        ExportType.Price => new DecimalDataField(column.Name, 38, Price.Decimals),
        ExportType.Quantity => new DecimalDataField(column.Name, 38, Quantity.Decimals),
        ExportType.Side or ExportType.Text => new DataField<string>(column.Name, false),
        _ => new DataField<bool>(column.Name),
    };

    private void Flush()
    {
        using var group = _writer.CreateRowGroup();
        for (var i = 0; i < _columns.Count; i++) WriteColumn(group, _columns[i], _schema.DataFields[i]);
        group.CompleteValidate();
        _pending.Clear();
    }

    private void WriteColumn(ParquetRowGroupWriter group, ExportColumn column, DataField field)
    {
        var task = column.Type switch
        {
            ExportType.Integer => group.WriteAsync<long>(field, Values(column.Value)),
            ExportType.Price => group.WriteAsync<decimal>(field, Values(e => FixedPoint.ToDecimal(column.Value(e), Price.Decimals))),
            ExportType.Quantity => group.WriteAsync<decimal>(field, Values(e => FixedPoint.ToDecimal(column.Value(e), Quantity.Decimals))),
            ExportType.Side => group.WriteAsync(field, Values(e => column.Value(e) != 0 ? "sell" : "buy")),
            ExportType.Text => group.WriteAsync(field, Values(_ => column.Text)),
            _ => group.WriteAsync<bool>(field, Values(e => column.Value(e) != 0)),
        };
        task.GetAwaiter().GetResult();
    }

    private T[] Values<T>(Func<MarketEvent, T> value)
    {
        var values = new T[_pending.Count];
        for (var i = 0; i < values.Length; i++) values[i] = value(_pending[i]);
        return values;
    }
}
