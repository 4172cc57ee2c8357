using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Engine.Sizing;
using Ats.Strategies;

namespace Ats.Cli.Backtests;

/// <summary>Turns a request into arms: which strategies on which instruments, sized and limited alike.</summary>
internal static class ArmPlan
{
    /// <summary>Limits of every arm unless the request says otherwise: exposure as a multiple of equity, price collar in bp.</summary>
    private static readonly Dictionary<string, double> DefaultLimits = new() { ["exposure"] = 3, ["price-collar"] = 500 };

    public static (List<ArmSettings> Arms, List<StrategySpec> Specs, List<string> Notes) Make(BacktestRequest request, IReadOnlyList<Instrument> instruments, MarketInput market)
    {
        var notes = new List<string>();
        var everything = request.Strategies.Count == 0 || request.Strategies.Contains("all");
        IEnumerable<string> texts = everything ? StrategyCatalog.DefaultContest(int.MaxValue, request.Model is not null).Concat(request.Strategies.Where(s => s != "all")) : request.Strategies;
        var specs = texts.Select(text => (Text: text, Spec: StrategySpec.Parse(text))).ToList(); // All are checked before any is planned.
        if (request.Model is null && specs.Find(s => s.Spec.NeedsForecasts) is { Text: { } blind })
            throw new FormatException($"{blind} trades on forecasts: give --model VERSION (see 'ats forecast models').");
        var execution = request.Execution is null ? null : ExecutionText.Parse(request.Execution);
        var interval = Interval(request, market);
        var arms = new List<ArmSettings>();
        var used = new List<StrategySpec>();
        var several = request.Instruments.Count > 1;
        var rivals = specs.Where(s => s.Spec.Entry.Kind == StrategyKind.Classical).Select(s => (Func<Strategy>)(() => s.Spec.Create(0))).ToList();
        foreach (var (text, spec) in specs)
        {
            var legs = spec.Entry.Legs;
            if (legs > instruments.Count)
            {
                if (!everything) throw new FormatException($"{spec.Entry.Name} trades {legs} instruments together, but the data has {instruments.Count}; give a data directory with more.");
                notes.Add($"{spec.Entry.Name} sits out: it needs {legs} instruments and the data has {instruments.Count}.");
                continue;
            }

            foreach (var chosen in Choices(legs, instruments.Count, several))
            {
                var name = UniqueName(several && legs == 1 ? $"{text}@{instruments[chosen[0]].Id.Symbol}" : text, arms);
                var seed = (ulong)request.Seed * 1_000_003UL + (ulong)used.Count;
                var contest = new Contest(seed, CanShort: Array.TrueForAll(chosen, i => instruments[i].Kind != ContractKind.Spot), rivals);
                arms.Add(new ArmSettings(name, () => spec.Create(contest), chosen, request.Cash)
                {
                    Strategy = spec.ToString(),
                    Interval = interval,
                    NewSizing = Sizing(request),
                    Limits = Limits(request),
                    Execution = execution is not null && spec.Create(0).Execution.Style == ExecutionStyle.Taker ? execution : null,
                });
                used.Add(spec);
            }
        }

        if (!market.Kinds.Any(k => k is MarketEventKind.Quote or MarketEventKind.BookLevel) && arms.Exists(a => (a.Execution ?? a.NewStrategy().Execution).Style != ExecutionStyle.Taker))
            notes.Add("The data has no best bid and ask to rest orders at: arms that would rest them take instead.");
        if (!several && instruments.Count > 1)
            notes.Add($"One-instrument strategies trade {instruments[0].Id}; the data also has {string.Join(", ", instruments.Skip(1).Select(i => i.Id))}. Choose with --instrument (repeatable).");
        return (arms, used, notes);
    }

    public static BarInterval Interval(BacktestRequest request, MarketInput market)
    {
        var interval = request.Interval is { } text ? BarInterval.Parse(text) : market.ShortestBar ?? BarInterval.OneMinute;
        if (market.ShortestBar is { } shortest && (interval.Milliseconds < shortest.Milliseconds || interval.Milliseconds % shortest.Milliseconds != 0))
            throw new FormatException($"--interval {interval} cannot be built from the data's {shortest} bars: choose a multiple of {shortest}.");
        return interval;
    }

    private static IEnumerable<short[]> Choices(int legs, int count, bool several)
    {
        if (legs > 1) return [[.. Enumerable.Range(0, legs).Select(i => (short)i)]];
        return Enumerable.Range(0, several ? count : 1).Select(i => new[] { (short)i });
    }

    // An arm is called what was written for it; a second one of that name gets #2.
    private static string UniqueName(string name, List<ArmSettings> arms)
    {
        var taken = arms.Count(a => a.Name == name || a.Name.StartsWith(name + "#", StringComparison.Ordinal));
        return taken == 0 ? name : $"{name}#{taken + 1}";
    }

    private static Func<ISizing> Sizing(BacktestRequest request)
    {
        if (request.Quantity is { } quantity) return () => new FixedQuantity(quantity);
        if (request.Notional is { } notional) return () => new FixedNotional(notional);
        if (request.VolatilityTarget is { } volatility) return () => new VolatilityTarget(volatility);
        return () => new FractionOfEquity(request.Fraction ?? 1);
    }

    private static List<IRiskLimit> Limits(BacktestRequest request)
    {
        var values = new Dictionary<string, double>(DefaultLimits);
        foreach (var (name, value) in request.Limits) values[name] = value;
        return [.. values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => RiskCatalog.Create(v.Key, v.Value))];
    }
}
