using System.CommandLine;
using System.Globalization;
using Ats.Analytics;
using Ats.Analytics.Reports;
using Ats.Engine;
using Ats.Simulation;

namespace Ats.Cli.Backtests;

/// <summary><c>ats backtest</c>: one pass of many arms over market data, and an honest report.</summary>
internal static class BacktestCommand
{
    private static readonly Option<string> Data = new("--data") { Description = "A data directory (ats data import), a raw file, or synthetic[:seed=N,hours=H] for an invented market.", Required = true };
    private static readonly Option<string[]> Strategies = new("--strategy", "-s") { Description = "NAME[:key=value,...], repeatable; 'all' = every strategy with its defaults (the default). See 'ats strategies'." };
    private static readonly Option<string[]> Instruments = new("--instrument") { Description = "Trade only this instrument (repeatable), or the instrument of a raw file: exchange:kind:SYMBOL." };
    private static readonly Option<string?> Format = new("--format") { Description = "Format of a raw file; default: recognised." };
    private static readonly Option<string?> BarLength = new("--bar-interval") { Description = "Length of a raw file's bars; default: from the data." };
    private static readonly Option<bool> SkipBadRows = new("--skip-bad-rows") { Description = "Leave out bad rows of a raw file and count them." };
    private static readonly Option<string?> Interval = new("--interval") { Description = "Bars the strategies see: 1s, 15s, 1m, 1h ... Default: the data's own bars, or 1m built from ticks." };
    private static readonly Option<decimal> Cash = new("--cash") { Description = "Starting capital of each arm, quote units.", CustomParser = PlainNumber.Decimal, DefaultValueFactory = _ => 100_000m };
    private static readonly Option<double?> Quantity = new("--quantity") { Description = "Full position: this many base units.", CustomParser = PlainNumber.OptionalDouble };
    private static readonly Option<double?> Notional = new("--notional") { Description = "Full position: this worth, quote units.", CustomParser = PlainNumber.OptionalDouble };
    private static readonly Option<double?> Fraction = new("--fraction") { Description = "Full position: this share of the arm's equity (default 1).", CustomParser = PlainNumber.OptionalDouble };
    private static readonly Option<double?> Volatility = new("--volatility") { Description = "Full position: this yearly volatility of equity, for example 0.2.", CustomParser = PlainNumber.OptionalDouble };
    private static readonly Option<decimal?> MakerFee = new("--maker-fee-bps") { Description = "Maker fee, basis points of notional; default: the instrument's.", CustomParser = PlainNumber.OptionalDecimal };
    private static readonly Option<decimal?> TakerFee = new("--taker-fee-bps") { Description = "Taker fee, basis points of notional; default: the instrument's.", CustomParser = PlainNumber.OptionalDecimal };
    private static readonly Option<double?> Latency = new("--latency-ms") { Description = "Milliseconds to the exchange, and back; default 0 on bars, 50 on ticks.", CustomParser = PlainNumber.OptionalDouble };
    private static readonly Option<double> Slippage = new("--slippage-bps") { Description = "What takers pay beyond the price found, basis points.", CustomParser = PlainNumber.Double };
    private static readonly Option<string?> Execution = new("--execution") { Description = $"How arms trade whose strategy does not say: {ExecutionText.Help}. Default: taker." };
    private static readonly Option<string?> Fill = new("--fill") { Description = $"Fill model: {string.Join(", ", FillModels.Names)}. Default: the best the data allows." };
    private static readonly Option<string[]> Limit = new("--limit") { Description = "Risk limit NAME=VALUE, repeatable: order-size, order-notional, position, exposure (default 3), price-collar (default 500 bp), cost-gate." };
    private static readonly Option<string?> From = new("--from") { Description = "First moment, UTC, for example 2025-06-01." };
    private static readonly Option<string?> To = new("--to") { Description = "Last moment (exclusive), UTC." };
    private static readonly Option<long> Seed = new("--seed") { Description = "Seed of everything drawn at random.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Model = new("--model") { Description = "Feed the forecasts of this model (version, alias or latest; see 'ats forecast models') to AI arms, a quarter of a second late. Refused on data it has learned from." };
    private static readonly Option<string> Registry = Forecasts.ForecastCommand.RegistryOption();
    private static readonly Option<string?> Symbol = Forecasts.ForecastCommand.SymbolOption();
    private static readonly Option<string?> JsonFile = new("--json") { Description = "Write the result as JSON to this file ('-' = standard output, nothing else is printed there)." };
    private static readonly Option<string?> Out = new("--out") { Description = "Directory for report.html, result.json and round-trips.csv; default: none." };
    private static readonly Option<string[]> Journal = new("--journal") { Description = "Journal to a store: [full] [FILE.db|mongodb://...]. Default store: OUT/journal.db. full = every decision and every market event.", Arity = ArgumentArity.ZeroOrMore, AllowMultipleArgumentsPerToken = true };

    public static Command Create()
    {
        var command = new Command("backtest", "Run strategies side by side over market data, in one pass, under the same costs and limits.")
        {
            Data, Strategies, Instruments, Format, BarLength, SkipBadRows, Interval, Cash, Quantity, Notional, Fraction, Volatility, MakerFee, TakerFee,
            Latency, Slippage, Execution, Fill, Limit, From, To, Seed, Model, Registry, Symbol, JsonFile, Out, Journal,
        };
        command.SetAction(parsed => Guard.Run(() => Execute(parsed)));
        return command;
    }

    private static int Execute(ParseResult parsed)
    {
        var request = Read(parsed);
        var json = parsed.GetValue(JsonFile);
        var output = parsed.GetValue(Out);
        var (store, full) = ReadJournal(parsed.GetResult(Journal) is null ? null : parsed.GetValue(Journal) ?? [], output);
        if (output is not null) Writable.CheckDirectory("--out", output);
        if (json is not null and not "-") Writable.CheckFile("--json", json);
        Func<IReadOnlyList<Domain.Instrument>, IForecastFeed>? newFeed = null;
        if (request.Model is not null) (request, newFeed) = Forecasts.BacktestModel.Open(request, parsed.GetValue(Registry)!, parsed.GetValue(Symbol));
        using var runner = new BacktestRunner(request, newFeed);
        var screen = new RunScreen(quiet: json == "-");
        screen.Start(runner);
        var result = screen.Run(progress => runner.Run(store, full, progress));
        var report = BacktestReport.Make(result, Books.Check(result), CommandLine(parsed));
        if (json is not null) WriteJson(json, BacktestJson.Write(result, report));
        if (output is not null) WriteReport(output, report, result);
        screen.Finish(result, report, output, store);
        var broken = report.Checks.Where(c => !c.Held).ToList();
        foreach (var check in broken) Console.Error.WriteLine($"ats: the books do not balance: {check.Rule} {check.Detail}");
        return broken.Count == 0 ? ExitCode.Ok : ExitCode.UnexpectedBug;
    }

    private static BacktestRequest Read(ParseResult parsed)
    {
        var sizings = new[] { parsed.GetValue(Quantity), parsed.GetValue(Notional), parsed.GetValue(Fraction), parsed.GetValue(Volatility) };
        if (sizings.Count(s => s is not null) > 1) throw new FormatException("--quantity, --notional, --fraction and --volatility exclude each other: give one.");
        if (Array.Exists(sizings, s => s is <= 0 or double.NaN)) throw new FormatException("--quantity, --notional, --fraction and --volatility must be above 0.");
        if (parsed.GetValue(Cash) > 1_000_000_000_000m) throw new FormatException($"--cash {parsed.GetValue(Cash)} is above 1000000000000.");
        if (parsed.GetValue(Cash) <= 0) throw new FormatException($"--cash {parsed.GetValue(Cash)} must be above 0.");
        if (parsed.GetValue(Latency) is < 0 or > 60_000) throw new FormatException($"--latency-ms {parsed.GetValue(Latency)} must lie between 0 and 60000.");
        if (parsed.GetValue(Slippage) is < 0 or > 1000) throw new FormatException($"--slippage-bps {parsed.GetValue(Slippage)} must lie between 0 and 1000.");
        CheckSpan(parsed.GetValue(From), parsed.GetValue(To));
        CheckRawOptions(parsed);
        foreach (var fee in new[] { parsed.GetValue(MakerFee), parsed.GetValue(TakerFee) })
        {
            if (fee is < -100 or > 1000) throw new FormatException($"A fee of {fee} bp is outside -100 to 1000 (negative = a rebate).");
        }

        return new BacktestRequest
        {
            Data = parsed.GetValue(Data)!,
            Strategies = parsed.GetValue(Strategies) ?? [],
            Instruments = parsed.GetValue(Instruments) ?? [],
            Format = parsed.GetValue(Format),
            BarInterval = parsed.GetValue(BarLength),
            SkipBadRows = parsed.GetValue(SkipBadRows),
            Interval = parsed.GetValue(Interval),
            Cash = parsed.GetValue(Cash),
            Quantity = sizings[0],
            Notional = sizings[1],
            Fraction = sizings[2],
            VolatilityTarget = sizings[3],
            MakerFeeBps = parsed.GetValue(MakerFee),
            TakerFeeBps = parsed.GetValue(TakerFee),
            LatencyMilliseconds = parsed.GetValue(Latency),
            SlippageBps = parsed.GetValue(Slippage),
            Execution = parsed.GetValue(Execution),
            Fill = parsed.GetValue(Fill),
            Limits = ReadLimits(parsed.GetValue(Limit) ?? []),
            From = parsed.GetValue(From),
            To = parsed.GetValue(To),
            Seed = parsed.GetValue(Seed),
            Model = parsed.GetValue(Model),
        };
    }

    /// <summary>What tells how to read a raw file does nothing elsewhere, so it is refused there.</summary>
    private static void CheckRawOptions(ParseResult parsed)
    {
        if (File.Exists(parsed.GetValue(Data))) return;
        if (parsed.GetValue(Format) is null && parsed.GetValue(BarLength) is null && !parsed.GetValue(SkipBadRows)) return;
        throw new FormatException("--format, --bar-interval and --skip-bad-rows say how to read a raw file, and --data is none.");
    }

    private static void CheckSpan(string? from, string? to)
    {
        var first = BacktestRequest.ParseTime(from, "--from");
        var last = BacktestRequest.ParseTime(to, "--to");
        if (first is { } a && last is { } b && a >= b) throw new FormatException($"--from {from} must be before --to {to}.");
    }

    private static Dictionary<string, double> ReadLimits(string[] texts)
    {
        var limits = new Dictionary<string, double>();
        foreach (var text in texts)
        {
            var parts = text.Split('=');
            if (parts.Length != 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                throw new FormatException($"--limit {text} is not NAME=NUMBER, for example exposure=2.");
            _ = Engine.Risk.RiskCatalog.Create(parts[0], value);
            limits[parts[0]] = value;
        }

        return limits;
    }

    private static (string? Store, bool Full) ReadJournal(string[]? words, string? output)
    {
        if (words is null) return (null, false);
        var places = words.Where(w => w != "full").ToList();
        if (places.Count > 1) throw new FormatException($"--journal takes one store, got {string.Join(" and ", places)}.");
        return (places.FirstOrDefault() ?? Path.Combine(output ?? ".", "journal.db"), words.Contains("full"));
    }

    private static void WriteJson(string place, byte[] json)
    {
        if (place != "-")
        {
            File.WriteAllBytes(place, json);
            return;
        }

        using var stdout = Console.OpenStandardOutput();
        stdout.Write(json);
        stdout.WriteByte((byte)'\n');
    }

    private static void WriteReport(string output, RunReport report, BacktestResult result)
    {
        File.WriteAllText(Path.Combine(output, "report.html"), HtmlReport.Render(report));
        File.WriteAllBytes(Path.Combine(output, "result.json"), BacktestJson.Write(result, report));
        RoundTripCsv.Write(Path.Combine(output, BacktestReport.RoundTripFile), result);
    }

    private static string CommandLine(ParseResult parsed) => "./ats " + string.Join(' ', parsed.Tokens.Select(t => t.Value.Contains(' ', StringComparison.Ordinal) ? $"'{t.Value}'" : t.Value));
}
