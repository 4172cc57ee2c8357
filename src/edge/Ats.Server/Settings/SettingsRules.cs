namespace Ats.Server.Settings;

/// <summary>What the types cannot say: ranges and combinations.</summary>
internal static class SettingsRules
{
    /// <exception cref="SettingsException">A value is out of range; the message names it.</exception>
    public static LiveSettings Check(LiveSettings s)
    {
        if (s.Instruments.Count == 0) throw new SettingsException("instruments: name at least one, as in \"bybit:linear:BTCUSDT\".");
        if (s.Capital <= 0) throw new SettingsException($"capital: {s.Capital} must be above 0.");
        if (s.Port is < 0 or > 65_535) throw new SettingsException($"port: {s.Port} must be 0 to 65535.");
        if (s.Exchange.Port is < 0 or > 65_535) throw new SettingsException($"exchange.port: {s.Exchange.Port} must be 0 to 65535.");
        if (!(s.LastResortStopPercent is > 0 and < 100)) throw new SettingsException($"lastResortStopPercent: {s.LastResortStopPercent} must be above 0 and below 100.");
        if (s.WarmUpMinutes is < 0 or > 100_000) throw new SettingsException($"warmUpMinutes: {s.WarmUpMinutes} must be 0 to 100000.");
        if (string.IsNullOrWhiteSpace(s.Journal)) throw new SettingsException("journal: name a file or a mongodb:// address.");
        Check("sizing", s.Sizing);
        s.Paper.Check();
        foreach (var arm in s.Arms)
        {
            if (arm.Capital <= 0) throw new SettingsException($"arms: capital {arm.Capital} of '{arm.Strategy}' must be above 0.");
            if (arm.Sizing is not null) Check($"sizing of '{arm.Strategy}'", arm.Sizing);
        }

        return s;
    }

    private static void Check(string where, SizingSettings sizing)
    {
        double?[] given = [sizing.Quantity, sizing.Notional, sizing.Fraction, sizing.VolatilityTarget];
        if (given.Count(g => g is not null) > 1) throw new SettingsException($"{where}: give one of quantity, notional, fraction, volatilityTarget, not several.");
        if (given.Any(g => g is not null && !(g > 0 && double.IsFinite(g.Value)))) throw new SettingsException($"{where}: must be above 0.");
    }
}
