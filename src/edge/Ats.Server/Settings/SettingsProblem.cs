using System.Text.Json;
using Ats.Domain;

namespace Ats.Server.Settings;

/// <summary>The reader's complaints in the words of a settings file.</summary>
internal static class SettingsProblem
{
    private const string Keys = "Keys are listed in docs/settings.md.";

    /// <summary>What is wrong, where (a path as in arms[0].capital), and what would be right.</summary>
    public static string Of(JsonException e, string at)
    {
        var what = e.Message.Split(" Path:")[0].Split(". Path")[0];
        var quoted = what.Split('\'');
        if (what.Contains("could not be mapped", StringComparison.Ordinal) && quoted.Length > 1)
        {
            // The reader's path ends with the key itself.
            var dot = at.LastIndexOf('.');
            return $"unknown key '{at}'.{NearestName.Hint(quoted[1], KeysAt(dot < 0 ? "" : at[..dot]))} {Keys}";
        }

        if (what.Contains("missing required properties", StringComparison.Ordinal)) return $"{(at.Length == 0 ? "" : at + ": ")}'strategy' is missing. {Keys}";
        return $"{at}: {Wanted(TypeAt(at))}. {Keys}";
    }

    private static string Wanted(Type? type) => type switch
    {
        { IsEnum: true } named => $"must be one of {string.Join(", ", Enum.GetNames(named).Select(n => JsonNamingPolicy.CamelCase.ConvertName(n)))}",
        { } t when t == typeof(string) => "must be text",
        { } t when t == typeof(int) || t == typeof(long) => "must be a whole number",
        { } t when t == typeof(decimal) || t == typeof(double) => "must be a number",
        { } t when t.Name.StartsWith("IReadOnlyList", StringComparison.Ordinal) => "must be a list: [ ... ]",
        { } t when t.Namespace == typeof(LiveSettings).Namespace || t.Name.StartsWith("IReadOnlyDictionary", StringComparison.Ordinal) => "must be an object: { ... }",
        _ => "the value is of the wrong type",
    };

    private static IEnumerable<string> KeysAt(string at) => (TypeAt(at) ?? typeof(LiveSettings)).GetProperties().Where(p => p.CanWrite).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));

    private static Type? TypeAt(string at)
    {
        var type = typeof(LiveSettings);
        foreach (var part in at.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.Split('[')[0];
            var property = Array.Find(type.GetProperties(), p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
            if (property is null) return type == typeof(IReadOnlyDictionary<string, double>) ? typeof(double) : null;
            type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (part.Contains('[', StringComparison.Ordinal)) type = type.GetGenericArguments()[0];
        }

        return type;
    }
}
