using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Ats.Cli;

/// <summary>Numbers on the command line, with a point and without thousands separators: 0,01 is refused, not read as 1.</summary>
internal static class PlainNumber
{
    public static decimal Decimal(ArgumentResult text) => Read<decimal>(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint) ?? 0;

    public static decimal? OptionalDecimal(ArgumentResult text) => Read<decimal>(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint);

    public static double Double(ArgumentResult text) => Read<double>(text, NumberStyles.Float) ?? 0;

    public static double? OptionalDouble(ArgumentResult text) => Read<double>(text, NumberStyles.Float);

    private static T? Read<T>(ArgumentResult text, NumberStyles style)
        where T : struct, INumber<T>
    {
        if (T.TryParse(text.Tokens[0].Value, style, CultureInfo.InvariantCulture, out var value)) return value;
        var place = text.Parent is OptionResult { Option.Name: var option } ? $" for option '{option}'" : "";
        text.AddError($"'{text.Tokens[0].Value}'{place} is not a number as in 0.01.");
        return null;
    }
}
