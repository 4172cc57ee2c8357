using System.Buffers.Text;
using System.Text;
using Ats.Domain;

namespace Ats.MarketData.Export;

/// <summary>CSV with a header; exact decimals, times in ns, LF line ends.</summary>
internal sealed class CsvExportSink : IExportSink
{
    private readonly Stream _stream;
    private readonly IReadOnlyList<ExportColumn> _columns;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _used;

    public CsvExportSink(Stream stream, IReadOnlyList<ExportColumn> columns)
    {
        _stream = stream;
        _columns = columns;
        _stream.Write(Encoding.ASCII.GetBytes(string.Join(',', columns.Select(c => c.Name)) + "\n"));
    }

    public void Write(ReadOnlySpan<MarketEvent> events)
    {
        foreach (var e in events)
        {
            if (_used > _buffer.Length - 1024) Flush();
            for (var i = 0; i < _columns.Count; i++)
            {
                if (i > 0) _buffer[_used++] = (byte)',';
                Append(_columns[i], e);
            }

            _buffer[_used++] = (byte)'\n';
        }
    }

    public void Dispose() => Flush();

    private void Append(ExportColumn column, in MarketEvent e)
    {
        var value = column.Value(e);
        var rest = _buffer.AsSpan(_used);
        var written = 0;
        switch (column.Type)
        {
            case ExportType.Price: written = AppendDecimal(rest, value, Price.Decimals); break;
            case ExportType.Quantity: written = AppendDecimal(rest, value, Quantity.Decimals); break;
            case ExportType.Side:
                var side = value != 0 ? "sell"u8 : "buy"u8;
                side.CopyTo(rest);
                written = side.Length;
                break;
            case ExportType.Text: written = Encoding.ASCII.GetBytes(column.Text, rest); break;
            default: Utf8Formatter.TryFormat(value, rest, out written); break;
        }

        _used += written;
    }

    /// <summary>Without trailing zeros.</summary>
    private static int AppendDecimal(Span<byte> target, long raw, int decimals)
    {
        Utf8Formatter.TryFormat(FixedPoint.ToDecimal(raw, decimals), target, out var written);
        while (target[written - 1] == '0') written--;
        return target[written - 1] == '.' ? written - 1 : written;
    }

    private void Flush()
    {
        _stream.Write(_buffer, 0, _used);
        _used = 0;
    }
}
