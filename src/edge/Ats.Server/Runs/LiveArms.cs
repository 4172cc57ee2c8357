using Ats.Domain;
using Ats.Engine;
using Ats.Engine.Risk;
using Ats.Engine.Sizing;
using Ats.Server.Live;
using Ats.Server.Settings;
using Ats.Strategies;

namespace Ats.Server.Runs;

/// <summary>Settings into arms: the strategies, then the operator's own arm.</summary>
internal static class LiveArms
{
    /// <summary>Curve points of every arm lie so far apart.</summary>
    public static BarInterval EquityInterval { get; } = new(5000);

    private const double MostInCoins = 0.995;

    /// <exception cref="SettingsException">An unknown limit on all arms, or a value it cannot take.</exception>
    public static EngineSettings Engine(LiveSettings settings)
    {
        try
        {
            return new EngineSettings { TradesAtOnce = false, EquityInterval = EquityInterval, TotalLimits = [.. Values(settings.Limits, null, total: true).Select(v => RiskCatalog.CreateTotal(v.Key, v.Value))] };
        }
        catch (ArgumentException e)
        {
            throw new SettingsException("limits: " + e.Message, e);
        }
    }

    /// <exception cref="SettingsException">An unknown strategy, parameter, instrument, interval or limit, or two arms of one name.</exception>
    public static IReadOnlyList<ArmSettings> Plan(LiveSettings settings, IReadOnlyList<Instrument> instruments)
    {
        try
        {
            var entries = Entries(settings, instruments.Count);
            var specs = entries.Select(e => StrategySpec.Parse(e.Strategy)).ToList();
            if (!settings.Forecaster.Enabled && specs.Find(s => s.NeedsForecasts) is { } blind)
                throw new SettingsException($"arms: {blind} listens to the forecaster, which is switched off: set forecaster.enabled, or leave the arm out.");
            var rivals = specs.Where(s => s.Entry.Kind == StrategyKind.Classical).Select(s => (Func<Strategy>)(() => s.Create(0))).ToList();
            var arms = new List<ArmSettings>();
            for (var i = 0; i < entries.Count; i++) arms.Add(Make(settings, entries[i], specs[i], instruments, rivals, i));
            var twice = arms.GroupBy(a => a.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
            if (twice is not null) throw new SettingsException($"arms: two are called '{twice.Key}': give them names.");
            if (arms.Exists(a => a.Name == ManualArm.Name)) throw new SettingsException($"arms: '{ManualArm.Name}' is the operator's own arm: give yours another name.");
            arms.Add(Manual(settings, instruments));
            return arms;
        }
        catch (Exception e) when (e is ParameterException or FormatException or ArgumentException)
        {
            throw new SettingsException("arms: " + e.Message, e);
        }
    }

    private static IReadOnlyList<ArmEntry> Entries(LiveSettings settings, int instruments) => settings.Arms.Count > 0
        ? settings.Arms
        : [.. StrategyCatalog.DefaultContest(instruments, settings.Forecaster.Enabled).Select(s => new ArmEntry { Strategy = s })];

    private static ArmSettings Make(LiveSettings settings, ArmEntry entry, StrategySpec spec, IReadOnlyList<Instrument> instruments, List<Func<Strategy>> rivals, int index)
    {
        var chosen = entry.Instruments is { } named ? named.Select(n => IndexOf(instruments, n)).ToList() : Enumerable.Range(0, Math.Min(spec.Entry.Legs, instruments.Count)).Select(i => (short)i).ToList();
        if (chosen.Count != spec.Entry.Legs) throw new FormatException($"{spec.Entry.Name} trades {spec.Entry.Legs} instrument(s), {chosen.Count} are given.");
        var canShort = chosen.TrueForAll(i => instruments[i].Kind != ContractKind.Spot);
        var contest = new Contest(((ulong)settings.Seed * 1_000_003UL) + (ulong)index, canShort, rivals);
        return new ArmSettings(entry.Name ?? entry.Strategy, () => spec.Create(contest), chosen, entry.Capital ?? settings.Capital)
        {
            Strategy = spec.ToString(),
            Interval = BarInterval.Parse(entry.Interval ?? settings.Interval),
            NewSizing = Sizing(entry.Sizing ?? settings.Sizing, chosen.Exists(i => instruments[i].FeesInReceived)),
            Limits = Limits(settings.Limits, entry.Limits),
        };
    }

    private static ArmSettings Manual(LiveSettings settings, IReadOnlyList<Instrument> instruments) =>
        new(ManualArm.Name, () => new ManualArm(instruments.Count), [.. Enumerable.Range(0, instruments.Count).Select(i => (short)i)], settings.Capital)
        {
            Interval = BarInterval.Parse(settings.Interval),
            Limits = Limits(settings.Limits, null),
        };

    private static short IndexOf(IReadOnlyList<Instrument> instruments, string name)
    {
        for (short i = 0; i < instruments.Count; i++)
        {
            if (instruments[i].Id.ToString() == name) return i;
        }

        throw new FormatException($"'{name}' is not among the contest's instruments ({string.Join(", ", instruments.Select(i => i.Id))}).");
    }

    /// <summary>Of a whole equity in spot a little stays cash: a market buy may cost more than the mark says, and cash never goes below zero.</summary>
    private static Func<ISizing> Sizing(SizingSettings sizing, bool buysOutright)
    {
        if (sizing.Quantity is { } quantity) return () => new FixedQuantity(quantity);
        if (sizing.Notional is { } notional) return () => new FixedNotional(notional);
        if (sizing.VolatilityTarget is { } volatility) return () => new VolatilityTarget(volatility);
        return () => new FractionOfEquity(Math.Min(sizing.Fraction ?? 1, buysOutright ? MostInCoins : double.MaxValue));
    }

    private static List<IRiskLimit> Limits(IReadOnlyDictionary<string, double> all, IReadOnlyDictionary<string, double>? own) =>
        [.. Values(all, own, total: false).Select(v => RiskCatalog.Create(v.Key, v.Value))];

    /// <summary>The catalog's defaults, the settings over them, the arm's own over those; NaN leaves a limit out.</summary>
    private static IEnumerable<KeyValuePair<string, double>> Values(IReadOnlyDictionary<string, double> all, IReadOnlyDictionary<string, double>? own, bool total)
    {
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var kind in RiskCatalog.All.Where(k => k.IsTotal == total)) values[kind.Name] = kind.Default;
        foreach (var (name, value) in all)
        {
            if (RiskCatalog.Find(name)?.IsTotal != !total) values[name] = value;
        }

        foreach (var (name, value) in own ?? new Dictionary<string, double>()) values[name] = value;
        return values.Where(v => !double.IsNaN(v.Value));
    }
}
