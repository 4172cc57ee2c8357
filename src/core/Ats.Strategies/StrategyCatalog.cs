namespace Ats.Strategies;

/// <summary>All strategies: one entry registers one.</summary>
public static class StrategyCatalog
{
    public static IReadOnlyList<StrategyEntry> All { get; } =
    [
        new("sma-cross", StrategyKind.Classical, "Long while the fast simple average is above the slow one.",
            "Brock, Lakonishok & LeBaron 1992", SmaCross.Settings.Parameters, (p, _) => new SmaCross(SmaCross.Settings.From(p))),
    ];

    public static StrategyEntry? Find(string name) => All.FirstOrDefault(s => s.Name == name);
}
