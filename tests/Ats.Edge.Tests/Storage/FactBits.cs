using System.Globalization;
using System.Reflection;
using System.Text;

namespace Ats.Edge.Tests.Storage;

/// <summary>Every bit of a fact as text: equality of records would let 1.0m pass for 1.00m, -0 for 0, one NaN for another.</summary>
internal static class FactBits
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case double d: text.Append(BitConverter.DoubleToInt64Bits(d).ToString("x16", CultureInfo.InvariantCulture)); break;
            case decimal m: text.AppendJoin(',', decimal.GetBits(m)); break;
            case string s: text.Append('"').Append(s).Append('"'); break;
            case Enum or bool or byte or short or int or long: text.Append(CultureInfo.InvariantCulture, $"{value}"); break;
            default: WriteFields(text, value); break;
        }
    }

    private static void WriteFields(StringBuilder text, object value)
    {
        text.Append(value.GetType().Name).Append('{');
        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            text.Append(field.Name).Append('=');
            Write(text, field.GetValue(value));
            text.Append(';');
        }

        text.Append('}');
    }
}
