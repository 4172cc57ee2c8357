namespace Ats.Indicators;

/// <summary>Checked parameter values of one indicator, defaults filled in.</summary>
public sealed class IndicatorArguments
{
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">A name is unknown or a value is not accepted.</exception>
    internal IndicatorArguments(string indicator, IReadOnlyList<IndicatorParameter> parameters, IReadOnlyDictionary<string, double>? given)
    {
        foreach (var parameter in parameters) _values[parameter.Name] = parameter.Default;
        if (given is null) return;
        foreach (var (name, value) in given)
        {
            var parameter = parameters.FirstOrDefault(p => p.Name == name)
                ?? throw new ArgumentException($"{indicator} has no parameter '{name}'; it has: {Names(parameters)}.");
            _values[name] = parameter.Check(value);
        }
    }

    public double Real(string name) => _values[name];

    public int Whole(string name) => checked((int)_values[name]);

    private static string Names(IReadOnlyList<IndicatorParameter> parameters) =>
        parameters.Count == 0 ? "none" : string.Join(", ", parameters.Select(p => p.Name));
}
