namespace Ats.Engine.Risk;

/// <summary>All limits by name: one line registers one.</summary>
public static class RiskCatalog
{
    private static readonly (string Name, Func<double, IRiskLimit> Make)[] Entries =
    [
        ("order-size", v => new MaxOrderQuantity(v)),
        ("order-notional", v => new MaxOrderNotional(v)),
        ("position", v => new MaxPosition(v)),
        ("exposure", v => new MaxExposure(v)),
        ("price-collar", v => new PriceCollar(v)),
        ("cost-gate", v => new CostGate(v)),
    ];

    public static IReadOnlyList<string> Names => [.. Entries.Select(e => e.Name)];

    /// <exception cref="ArgumentException">No such limit, or the value is not a finite number.</exception>
    public static IRiskLimit Create(string name, double value)
    {
        var entry = Array.Find(Entries, e => e.Name == name);
        if (entry.Make is null) throw new ArgumentException($"Unknown limit '{name}'. Known: {string.Join(", ", Names)}.", nameof(name));
        if (!double.IsFinite(value)) throw new ArgumentException($"Limit '{name}' needs a finite number, got {value}.", nameof(value));
        return entry.Make(value);
    }
}
