using Ats.Domain;
using Ats.MarketData.Export;
using Ats.MarketData.Tapes;

namespace Ats.MarketData;

/// <summary>
/// Writes a data set for other tools. One series (instrument, kind, interval) becomes one file; several become files in a
/// directory. Columns: exchange_time_ns, receive_time_ns, then the kind's own. Bars are stamped at their close. To read an exported
/// CSV back, map its columns: <c>csv:time=exchange_time_ns,receive=receive_time_ns,stamp=close,open=open,…</c>.
/// </summary>
public static class MarketDataExporter
{
    /// <summary>Returns the files written, each whole or not at all.</summary>
    /// <exception cref="IOException">The disk failed, or the output is there already as something else.</exception>
    public static IReadOnlyList<string> Export(MarketDataSet data, string output, ExportFormat format, Timestamp? from = null, Timestamp? to = null)
    {
        var written = new List<string>();
        var extension = format == ExportFormat.Csv ? ".csv" : ".parquet";
        foreach (var series in data.Series)
        {
            var target = data.Series.Count == 1 ? output : Path.Combine(output, Name(data, series) + extension);
            if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } directory) Directory.CreateDirectory(directory);
            Write(series, target, format, from?.Nanoseconds ?? long.MinValue, to?.Nanoseconds ?? long.MaxValue);
            written.Add(target);
        }

        return written;
    }

    private static string Name(MarketDataSet data, DataSeries series)
    {
        var interval = series.IntervalMilliseconds > 0 ? "-" + new BarInterval(series.IntervalMilliseconds) : "";
        return $"{data.Instruments[series.InstrumentIndex].Id.ToString().Replace(':', '-')}-{series.Kind.ToString().ToLowerInvariant()}{interval}";
    }

    private static void Write(DataSeries series, string target, ExportFormat format, long from, long to)
    {
        var temporary = target + ".tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite))
            using (IExportSink sink = format == ExportFormat.Csv ? new CsvExportSink(file, ExportColumn.For(series.Kind)) : new ParquetExportSink(file, ExportColumn.For(series.Kind)))
            {
                var source = series.CreateSource(from, to);
                var buffer = new MarketEvent[ChunkIndex.MaxRows];
                for (var read = source.Read(buffer); read > 0; read = source.Read(buffer)) sink.Write(buffer.AsSpan(0, read));
            }

            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
