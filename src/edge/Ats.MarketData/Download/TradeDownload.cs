using System.Globalization;
using Ats.Domain;

namespace Ats.MarketData.Download;

/// <summary>
/// Bybit's public trade history, a gzip file a day, imported as it comes (checked against its own checksum; its SHA-256 is kept in the
/// manifest). Days that are there are not fetched again; a day that was cut off goes on where it stopped.
/// </summary>
public sealed class TradeDownload(Uri address, string directory, TimeProvider time, Action<string> say)
{
    /// <summary>Where Bybit keeps the files.</summary>
    public static Uri DefaultAddress { get; } = new("https://public.bybit.com/");

    /// <exception cref="IOException">The server cannot be reached, or the disk fails; finished days stay.</exception>
    /// <exception cref="MarketDataException">A file is damaged: it is fetched anew the next time.</exception>
    public async Task<DownloadResult> RunAsync(InstrumentId instrument, DayRange range, CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15), UseProxy = !address.IsLoopback });
        var folder = Path.Combine(directory, ".download");
        var fetcher = new FileFetcher(http, folder, time);
        var tapes = new TapeDirectory(directory);
        var held = tapes.ReadManifestOrNone().Segments.Where(s => s.Instrument == instrument.ToString()).Select(s => s.Source).ToHashSet();
        var (fetched, there, missing) = (new List<DateOnly>(), new List<DateOnly>(), new List<DateOnly>());
        foreach (var day in range.Days())
        {
            var name = FileName(instrument, day);
            if (held.Contains(name))
            {
                there.Add(day);
                continue;
            }

            var file = await fetcher.FetchAsync(new Uri(address, $"{Folder(instrument)}/{instrument.Symbol}/{name}"), name, cancel).ConfigureAwait(false);
            (file is null ? missing : fetched).Add(day);
            if (file is not null) Import(tapes, file, instrument, cancel);
        }

        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        return new DownloadResult(fetched, there, missing);
    }

    private void Import(TapeDirectory tapes, string file, InstrumentId instrument, CancellationToken cancel)
    {
        var result = tapes.Import(file, new ImportOptions { Instrument = instrument, Cancellation = cancel });
        File.Delete(file);
        say($"{result.File}: {result.Added.Sum(s => s.Rows):N0} trades");
    }

    private static string Folder(InstrumentId instrument) => instrument.Kind == ContractKind.Spot ? "spot" : "trading";

    private static string FileName(InstrumentId instrument, DateOnly day) =>
        instrument.Symbol + (instrument.Kind == ContractKind.Spot ? "_" : "") + day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ".csv.gz";
}
