using System.Globalization;
using Ats.Strategies;

namespace Ats.Core.Tests.Strategies;

/// <summary>Sets of parameters with one of them at an end of its range.</summary>
internal static class ParameterEnds
{
    /// <summary>The parameter at this value with the others at their defaults or, where the combination is refused, all at their minima or maxima.</summary>
    public static ParameterSet Companions(StrategyEntry entry, StrategyParameter parameter, double value)
    {
        var refusals = new List<string>();
        foreach (var others in new Func<StrategyParameter, double>[] { p => p.Default, p => p.Minimum, p => p.Maximum })
        {
            var given = entry.Parameters.ToDictionary(p => p.Name, p => Text(p == parameter ? value : others(p)));
            var set = ParameterSet.Check(entry.Name, entry.Parameters, given);
            try
            {
                _ = entry.Create(set, Contest.Alone(1));
                return set;
            }
            catch (ParameterException e)
            {
                refusals.Add(e.Message);
            }
        }

        throw new InvalidOperationException($"{entry.Name}: {parameter.Name}={value} is in its range but never accepted: {string.Join("; ", refusals)}");
    }

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
