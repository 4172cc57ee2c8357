using System.Globalization;
using Ats.Domain;

namespace Ats.Strategies;

/// <summary>Checked values of a strategy's parameters: every declared one is present and inside its range.</summary>
public sealed class ParameterSet
{
    private readonly Dictionary<string, double> _values;

    private ParameterSet(Dictionary<string, double> values) => _values = values;

    public double this[string name] => _values[name];

    public IReadOnlyDictionary<string, double> Values => _values;

    public int Int(string name) => (int)_values[name];

    public bool Flag(string name) => _values[name] != 0;

    /// <summary>Every parameter of a strategy at its default.</summary>
    public static ParameterSet Defaults(StrategyEntry entry) => Check(entry.Name, entry.Parameters, new Dictionary<string, string>());

    /// <summary>Checks given texts against the declared parameters and fills in defaults.</summary>
    /// <exception cref="ParameterException">Unknown name, not a number, or out of range.</exception>
    public static ParameterSet Check(string strategy, IReadOnlyList<StrategyParameter> declared, IReadOnlyDictionary<string, string> given)
    {
        var values = declared.ToDictionary(p => p.Name, p => p.Default, StringComparer.Ordinal);
        foreach (var (name, text) in given)
        {
            var parameter = declared.FirstOrDefault(p => p.Name == name)
                ?? throw new ParameterException($"{strategy} has no parameter '{name}'. It has: {(declared.Count == 0 ? "none" : string.Join(", ", declared.Select(p => p.Name)))}.{NearestName.Hint(name, declared.Select(p => p.Name))}");
            var normal = text switch { "true" => "1", "false" => "0", _ => text };
            if (!double.TryParse(normal, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
                throw new ParameterException($"{strategy}: {name}={text} is not a number; {parameter.Range} is asked ({parameter.Meaning}).");
            if (value < parameter.Minimum || value > parameter.Maximum)
                throw new ParameterException($"{strategy}: {name}={text} is outside {parameter.Minimum} to {parameter.Maximum} ({parameter.Meaning}).");
            if (parameter.IsWhole && !double.IsInteger(value))
                throw new ParameterException($"{strategy}: {name}={text} is not whole; {parameter.Range} is asked ({parameter.Meaning}).");
            values[name] = value;
        }

        return new ParameterSet(values);
    }

    /// <summary>name=value pairs in declared order, values in round-trip form.</summary>
    public override string ToString() => string.Join(",", _values.Select(v => $"{v.Key}={v.Value.ToString("R", CultureInfo.InvariantCulture)}"));
}
