using Ats.Domain;
using Ats.Engine.Risk;
using Ats.Server.Runs;
using Ats.Strategies;

namespace Ats.Server.Settings;

/// <summary>What the types cannot say: ranges, names and combinations.</summary>
internal static class SettingsRules
{
    private const decimal MostCapital = 1_000_000_000_000m;

    /// <exception cref="SettingsException">A value is out of range; the message names it.</exception>
    public static LiveSettings Check(LiveSettings s)
    {
        if (s.Instruments.Count == 0) throw new SettingsException("instruments: name at least one, as in \"bybit:linear:BTCUSDT\".");
        foreach (var instrument in s.Instruments) Instrument("instruments", instrument);
        var twice = s.Instruments.GroupBy(i => i, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new SettingsException($"instruments: {twice.Key} is named twice.");
        if (s.Capital > MostCapital || s.Arms.Any(a => a?.Capital > MostCapital)) throw new SettingsException($"capital: at most {MostCapital:0} an arm.");
        if (s.Capital <= 0) throw new SettingsException($"capital: {s.Capital} must be above 0.");
        if (s.Seed < 0) throw new SettingsException($"seed: {s.Seed} must be 0 or above.");
        Port("port", s.Port);
        Port("exchange.port", s.Exchange.Port);
        if (!(s.LastResortStopPercent is > 0 and < 100)) throw new SettingsException($"lastResortStopPercent: {s.LastResortStopPercent} must be above 0 and below 100.");
        if (s.WarmUpMinutes is < 0 or > 100_000) throw new SettingsException($"warmUpMinutes: {s.WarmUpMinutes} must be 0 to 100000.");
        if (string.IsNullOrWhiteSpace(s.Journal)) throw new SettingsException("journal: name a file or a mongodb:// address.");
        if (string.IsNullOrWhiteSpace(s.OperatorTokenFile)) throw new SettingsException("operatorTokenFile: name a file.");
        if (string.IsNullOrWhiteSpace(s.Exchange.State)) throw new SettingsException("exchange.state: name a directory.");
        if (string.IsNullOrWhiteSpace(s.Exchange.Market)) throw new SettingsException("exchange.market: write synthetic, walk or replay:TAPE.");
        if (s.Exchange.Address is { } address && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            throw new SettingsException($"exchange.address: '{address}' is no http address: write one as in http://127.0.0.1:5090.");
        Interval("interval", s.Interval);
        Limits("limits", s.Limits, withTotals: true);
        Sizing("sizing", s.Sizing);
        for (var i = 0; i < s.Arms.Count; i++) Arm($"arms[{i}]", s.Arms[i]);
        s.Paper.Check();
        s.Forecaster.Check();
        OnePortEach(s);
        Plan(s);
        return s;
    }

    /// <summary>The arms as a run will plan them; only ids of the instruments are known here.</summary>
    private static void Plan(LiveSettings s)
    {
        var ids = s.Instruments.Select(InstrumentId.Parse).ToList();
        foreach (var id in ids.Where(i => i.Exchange != "bybit" || i.Kind == ContractKind.InversePerpetual))
            throw new SettingsException($"instruments: '{id}' cannot be traded here: write bybit:linear:SYMBOL or bybit:spot:SYMBOL.");
        LiveArms.Engine(s);
        LiveArms.Plan(s, [.. ids.Select(i => new Instrument(i, new Asset("BASE"), new Asset("QUOTE"), new Price(1), new Quantity(1)))]);
    }

    private static void Arm(string where, ArmEntry? arm)
    {
        if (arm is null) throw new SettingsException($"{where}: write an arm as {{ \"strategy\": \"sma-cross\" }}, not null.");
        try
        {
            StrategySpec.Parse(arm.Strategy);
        }
        catch (Exception e) when (e is ParameterException or FormatException or ArgumentException)
        {
            throw new SettingsException($"{where}.strategy: {e.Message}", e);
        }

        if (arm.Name is not null && string.IsNullOrWhiteSpace(arm.Name)) throw new SettingsException($"{where}.name: must not be blank.");
        if (arm.Capital <= 0) throw new SettingsException($"{where}.capital: {arm.Capital} must be above 0.");
        foreach (var instrument in arm.Instruments ?? []) Instrument($"{where}.instruments", instrument);
        if (arm.Interval is not null) Interval($"{where}.interval", arm.Interval);
        if (arm.Sizing is not null) Sizing($"{where}.sizing", arm.Sizing);
        if (arm.Limits is not null) Limits($"{where}.limits", arm.Limits, withTotals: false);
    }

    private static void Port(string where, int port)
    {
        if (port is < 0 or > 65_535) throw new SettingsException($"{where}: {port} must be 0 to 65535.");
    }

    /// <summary>Two doors of one run on one port: the second would fail when trading has begun already.</summary>
    private static void OnePortEach(LiveSettings s)
    {
        List<(string Name, int Port)> doors = [("port", s.Port)];
        if (s.Environment == TradingEnvironment.Simulated && s.Exchange.Address is null) doors.Add(("exchange.port", s.Exchange.Port));
        if (s.Forecaster.Enabled && s.Forecaster.Address is null) doors.Add(("forecaster.port", s.Forecaster.Port));
        if (doors.Where(d => d.Port != 0).GroupBy(d => d.Port).FirstOrDefault(g => g.Count() > 1)?.ToList() is not [var first, var second, ..]) return;
        throw new SettingsException($"{second.Name}: {second.Port} is {first.Name} already: choose another (0 = any free one).");
    }

    private static void Instrument(string where, string? instrument)
    {
        if (!InstrumentId.TryParse(instrument ?? "", out _)) throw new SettingsException($"{where}: '{instrument}' is no instrument: write one as in bybit:linear:BTCUSDT.");
    }

    private static void Interval(string where, string interval)
    {
        try
        {
            BarInterval.Parse(interval);
        }
        catch (FormatException e)
        {
            throw new SettingsException($"{where}: {e.Message}", e);
        }
    }

    /// <summary>"NaN" switches a limit off.</summary>
    private static void Limits(string where, IReadOnlyDictionary<string, double> limits, bool withTotals)
    {
        foreach (var (name, value) in limits)
        {
            try
            {
                if (value < 0 && name != "cost-gate") throw new ArgumentException($"limit '{name}' is {value}: it must not be negative");
                if (withTotals && RiskCatalog.Find(name) is { IsTotal: true } total) RiskCatalog.CreateTotal(total.Name, double.IsNaN(value) ? 1 : value);
                else RiskCatalog.Create(name, double.IsNaN(value) && RiskCatalog.Find(name) is not null ? 1 : value);
            }
            catch (ArgumentException e)
            {
                throw new SettingsException($"{where}: {e.Message.Split(" (Parameter")[0]}", e);
            }
        }
    }

    private static void Sizing(string where, SizingSettings sizing)
    {
        double?[] given = [sizing.Quantity, sizing.Notional, sizing.Fraction, sizing.VolatilityTarget];
        if (given.Count(g => g is not null) > 1) throw new SettingsException($"{where}: give one of quantity, notional, fraction, volatilityTarget, not several.");
        if (given.Any(g => g is not null && !(g > 0 && double.IsFinite(g.Value)))) throw new SettingsException($"{where}: must be above 0.");
    }
}
