using System.CommandLine;
using Ats.Bybit;
using Ats.Bybit.Limits;
using Ats.Bybit.Rest;
using Ats.Cli.Recording;
using Ats.Domain;
using Ats.MarketData;
using Ats.MarketData.Download;

namespace Ats.Cli.Data;

/// <summary><c>ats data download</c>: Bybit's public klines and trade history into a data directory.</summary>
internal static class DataDownloadCommand
{
    private const string Klines = "klines-1m";
    private const string Trades = "trades";
    private const int GapsShown = 10;

    private static readonly Option<string> Instrument = new("--instrument") { Description = "For example bybit:linear:BTCUSDT.", Required = true };
    private static readonly Option<string> From = new("--from") { Description = "First day, UTC, as 2026-01-01.", Required = true };
    private static readonly Option<string> To = new("--to") { Description = "Last day, UTC, included.", Required = true };
    private static readonly Option<string> What = new("--what") { Description = "klines-1m (one-minute bars) or trades (every public trade).", DefaultValueFactory = _ => Klines };
    private static readonly Option<string> Into = new("--into") { Description = "Data directory; made when it does not exist.", DefaultValueFactory = _ => DataCommand.DefaultDirectory };
    private static readonly Option<string?> Address = new("--address") { Description = "Another server than Bybit's: a simulated exchange for klines, a file server for trades." };

    public static Command Create()
    {
        What.AcceptOnlyFromAmong(Klines, Trades);
        var command = new Command("download", "Download Bybit's public history; the same command goes on where it stopped. Ends with a report of gaps.") { Instrument, From, To, What, Into, Address };
        command.SetAction(parsed => Guard.Run(() => Execute(parsed).GetAwaiter().GetResult()));
        return command;
    }

    private static async Task<int> Execute(ParseResult parsed)
    {
        using var interruption = new Interruption();
        var instrument = InstrumentId.Parse(parsed.GetValue(Instrument)!);
        if (instrument.Exchange != "bybit" || instrument.Kind == ContractKind.InversePerpetual) throw new FormatException($"'{instrument}' cannot be downloaded: write bybit:linear:SYMBOL or bybit:spot:SYMBOL.");
        var range = DayRange.Parse(parsed.GetValue(From)!, parsed.GetValue(To)!, TimeProvider.System.GetUtcNow());
        var into = parsed.GetValue(Into)!;
        var address = parsed.GetValue(Address);
        var trades = parsed.GetValue(What) == Trades;
        try
        {
            var result = trades
                ? await new TradeDownload(FileServer(address), into, TimeProvider.System, Console.WriteLine).RunAsync(instrument, range, interruption.Token)
                : await KlinesAsync(instrument, range, PublicEnvironment.Choose(null, address), into, interruption.Token);
            return Report(result, instrument, range, into, trades ? MarketEventKind.Trade : MarketEventKind.Bar);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("ats: interrupted; days that were finished stay, and the same command goes on where it stopped");
            return ExitCode.Interrupted;
        }
    }

    private static async Task<DownloadResult> KlinesAsync(InstrumentId instrument, DayRange range, BybitEnvironment environment, string into, CancellationToken cancel)
    {
        using var budget = new RateBudget(TimeProvider.System);
        using var rest = new BybitRest(environment, budget, new ServerClock(TimeProvider.System), TimeProvider.System);
        return await new KlineDownload(rest, into, Console.WriteLine).RunAsync(instrument, range, cancel);
    }

    private static Uri FileServer(string? address) => address is null ? TradeDownload.DefaultAddress
        : Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
        : throw new FormatException($"'{address}' is no address: write http://HOST:PORT.");

    private static int Report(DownloadResult result, InstrumentId instrument, DayRange range, string into, MarketEventKind kind)
    {
        Console.WriteLine($"{result.Fetched.Count} days downloaded, {result.Held.Count} were there already, {result.Missing.Count} are not to be had{Listed(result.Missing)}");
        var gaps = Gaps(instrument, range, into, kind);
        if (gaps.Count == 0) Console.WriteLine("no gaps");
        foreach (var gap in gaps.OrderByDescending(g => g.LengthNs).Take(GapsShown).OrderBy(g => g.FromNs)) Console.WriteLine($"gap: no rows from {SegmentText.Span(gap)} ({SegmentText.Duration(gap.LengthNs)})");
        if (gaps.Count > GapsShown) Console.WriteLine($"and {gaps.Count - GapsShown} shorter gaps");
        return result.Fetched.Count + result.Held.Count > 0 ? ExitCode.Ok : throw new MarketDataException(instrument.ToString(), "the exchange has nothing of these days: check the symbol and the dates");
    }

    private static string Listed(IReadOnlyList<DateOnly> days) => days.Count == 0 ? "" : ": " + string.Join(", ", days.Take(GapsShown).Select(d => d.ToString("yyyy-MM-dd"))) + (days.Count > GapsShown ? ", …" : "");

    /// <summary>Silences inside and between the segments of the days asked for.</summary>
    private static List<Gap> Gaps(InstrumentId instrument, DayRange range, string into, MarketEventKind kind)
    {
        if (!TapeDirectory.Is(into)) return [];
        var (from, to) = (DayRange.StartNs(range.From), DayRange.StartNs(range.To.AddDays(1)));
        var segments = new TapeDirectory(into).ReadManifest().Segments
            .Where(s => s.Instrument == instrument.ToString() && s.Kind == kind && s.IntervalMilliseconds is 0 or 60_000 && s.FirstReceiveTimeNs <= to && s.LastReceiveTimeNs >= from).ToList();
        return [.. segments.SelectMany(s => s.Gaps.Largest).Concat(SeriesGaps.Between(segments).Largest).Where(g => g.FromNs < to && g.ToNs > from)];
    }
}
