using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies;

/// <summary>
/// A strategy chosen from the catalog with checked parameters, as written on a command line: name[:key=value,...]. One that works with others
/// inside names them with of=, their own parameters behind slashes, several joined by plus signs:
/// ai-council:of=ema-cross/fast=5/slow=20+macd,enter=0.3.
/// </summary>
public sealed record StrategySpec(StrategyEntry Entry, ParameterSet Parameters)
{
    /// <summary>Those it works with inside; empty = it takes none.</summary>
    public IReadOnlyList<StrategySpec> Inner { get; init; } = [];

    /// <summary>They as written after of=.</summary>
    public string InnerText => Strategies.InnerText.Write(Inner);

    /// <summary>It cannot do without a forecaster.</summary>
    public bool NeedsForecasts => Entry.Needs.HasFlag(MarketNeeds.Forecasts);

    /// <summary>Parses name[:key=value,...].</summary>
    /// <exception cref="ParameterException">Unknown strategy or parameter, or a value out of range.</exception>
    public static StrategySpec Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        var entry = StrategyCatalog.Find(name)
            ?? throw new ParameterException($"Unknown strategy '{name}'. Known: {string.Join(", ", StrategyCatalog.All.Select(s => s.Name))}.{NearestName.Hint(name, StrategyCatalog.All.Select(s => s.Name))}");
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in colon < 0 ? [] : text[(colon + 1)..].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw new ParameterException($"'{pair}' in '{text}' is not key=value; write for example {name}:{(entry.Parameters is [var first, ..] ? first.Name : "key")}=1.");
            if (!given.TryAdd(pair[..equals].Trim(), pair[(equals + 1)..].Trim())) throw new ParameterException($"Parameter '{pair[..equals]}' is given twice in '{text}'.");
        }

        var of = entry.Of;
        if (of is not null && given.Remove("of", out var told)) of = told;
        var checkedSet = ParameterSet.Check(name, entry.Parameters, given);
        var spec = new StrategySpec(entry, checkedSet) { Inner = of is null ? [] : Strategies.InnerText.Parse(entry, of) };
        try
        {
            _ = spec.Create(0); // Combinations the settings refuse are refused here, not when the run starts.
        }
        catch (ParameterException e)
        {
            throw new ParameterException($"{name}: {e.Message}.", e);
        }

        return spec;
    }

    /// <summary>By itself, outside a contest.</summary>
    public Strategy Create(ulong seed) => Create(Contest.Alone(seed));

    public Strategy Create(Contest contest) =>
        Entry.Create(Parameters, Inner.Count == 0 ? contest : contest with { Inner = [.. Inner.Select(i => (Func<Strategy>)(() => i.Create(contest)))] });

    /// <summary>name:key=value,... with every parameter spelled out.</summary>
    public override string ToString()
    {
        string[] parts = [.. Inner.Count == 0 ? Array.Empty<string>() : [$"of={InnerText}"], .. Parameters.Values.Count == 0 ? Array.Empty<string>() : [Parameters.ToString()]];
        return parts.Length == 0 ? Entry.Name : $"{Entry.Name}:{string.Join(",", parts)}";
    }
}
