using Ats.Domain;
using Ats.MarketData.Export;
using Ats.MarketData.Tapes;

namespace Ats.MarketData;

/// <summary>
/// Writes a data set for other tools. One series (instrument, kind, interval) becomes one file; several become files in a
/// directory. Columns: exchange_time_ns, receive_time_ns, then the kind's own, then (bars) interval_ms and instrument. Bars are stamped
/// at their close. An exported CSV is imported again as it is, to the same data hash.
/// </summary>
public static class MarketDataExporter
{
    /// <summary>Returns the files written, each whole or not at all.</summary>
    /// <exception cref="IOException">The disk failed, or the output is there already as something else.</exception>
    public static IReadOnlyList<string> Export(MarketDataSet data, string output, ExportFormat format, Timestamp? from = null, Timestamp? to = null)
    {
        var written = new List<string>();
        var extension = format == ExportFormat.Csv ? ".csv" : ".parquet";
        var oneFile = data.Series.Count == 1 && !Directory.Exists(output) && !Path.EndsInDirectorySeparator(output);
        foreach (var series in data.Series)
        {
            var target = oneFile ? output : Path.Combine(output, Name(data, series) + extension);
            if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } directory) Directory.CreateDirectory(directory);
            Write(series, data.Instruments[series.InstrumentIndex].Id, target, format, from?.Nanoseconds ?? long.MinValue, to?.Nanoseconds ?? long.MaxValue);
            written.Add(target);
        }

        return written;
    }

    private static string Name(MarketDataSet data, DataSeries series)
    {
        var interval = series.IntervalMilliseconds > 0 ? "-" + new BarInterval(series.IntervalMilliseconds) : "";
        return $"{data.Instruments[series.InstrumentIndex].Id.ToString().Replace(':', '-')}-{series.Kind.ToString().ToLowerInvariant()}{interval}";
    }

    private static void Write(DataSeries series, InstrumentId instrument, string target, ExportFormat format, long from, long to)
    {
        var temporary = target + ".tmp";
        var columns = ExportColumn.For(series.Kind, instrument);
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite))
            using (IExportSink sink = format == ExportFormat.Csv ? new CsvExportSink(file, columns) : new ParquetExportSink(file, columns))
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
