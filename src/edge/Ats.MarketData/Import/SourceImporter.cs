using System.Security.Cryptography;
using Ats.MarketData.Formats;
using Ats.MarketData.Sources;

namespace Ats.MarketData.Import;

/// <summary>Reads one raw file into finished segments in memory.</summary>
internal static class SourceImporter
{
    /// <exception cref="MarketDataException">The file cannot be read as market data.</exception>
    public static IReadOnlyList<SegmentData> Read(string path, ImportOptions options, string? sha256 = null)
    {
        var name = Path.GetFileName(path);
        var session = new ImportSession(name, options);
        SourceFile.Read(path, source =>
        {
            var format = FormatCatalog.Find(options.Format, source);
            session.Format = format.Name;
            format.Read(source, session);
        });
        var filled = session.Segments.Where(s => s.Rows > 0).ToList();
        if (filled.Count == 0) throw new MarketDataException(name, session.BadRows > 0 ? $"no usable row: all {session.BadRows} are bad" : "no data rows");
        return [.. filled.Select(s => SegmentFinisher.Finish(s, session, name, sha256))];
    }

    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static string Sha256(string path, CancellationToken cancellation)
    {
        using var file = SourceFile.Open(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (var read = file.Read(buffer); read > 0; read = file.Read(buffer))
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
