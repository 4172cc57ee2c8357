using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ats.Server.Settings;

/// <summary>
/// Environment variables as settings: ATS_PORT, and ATS_EXCHANGE__PORT for exchange.port. Lists and objects are written as JSON. A limit is
/// named as ATS_LIMITS__PRICE_COLLAR.
/// </summary>
internal static class SettingsVariables
{
    private const string Prefix = "ATS_";
    private const string Keys = "ATS_BYBIT_";

    /// <summary>Variables with our prefix that are no settings: secrets, tests, builds.</summary>
    private static readonly string[] NotSettings = ["ATS_OPERATOR_TOKEN", "ATS_EXCHANGE_SECRET", "ATS_ANALYZE", "ATS_MONGO_", "ATS_BENCH_"];

    private static readonly string[] Worlds = ["SIMULATED", "DEMO", "TESTNET", "MAINNET"];

    /// <summary>Puts a variable's value over the file's; returns the setting's key, as in exchange.port, or null when the variable is no setting.</summary>
    /// <exception cref="SettingsException">There is no such setting.</exception>
    public static string? Override(JsonObject root, string name, string? value)
    {
        if (value is null || !name.StartsWith(Prefix, StringComparison.Ordinal) || Array.Exists(NotSettings, n => name.StartsWith(n, StringComparison.Ordinal))) return null;
        if (name.StartsWith(Keys, StringComparison.Ordinal)) return IsKey(name) ? null : throw Unknown(name, "keys are named ATS_BYBIT_DEMO_KEY and ATS_BYBIT_DEMO_SECRET (or SIMULATED, TESTNET, MAINNET)");
        var node = root;
        var type = typeof(LiveSettings);
        var keys = new List<string>();
        var parts = name[Prefix.Length..].Split("__");
        for (var i = 0; i < parts.Length; i++)
        {
            var (key, inner) = Step(type, parts[i]) ?? throw Unknown(name, $"there is no setting '{string.Join('.', [.. keys, parts[i].ToLowerInvariant()])}'");
            keys.Add(key);
            type = inner;
            if (i == parts.Length - 1) node[key] = Node(name, type, value);
            else node = node[key] as JsonObject ?? (JsonObject)(node[key] = SettingsFile.NewObject());
        }

        return string.Join('.', keys);
    }

    private static bool IsKey(string name) => Array.Exists(Worlds, w => name == $"{Keys}{w}_KEY" || name == $"{Keys}{w}_SECRET" || name == $"{Keys}{w}_PRIVATE_KEY_FILE");

    private static SettingsException Unknown(string name, string what) => new($"Environment variable {name}: {what}. Unset it, or see docs/settings.md.");

    private static (string Key, Type Type)? Step(Type type, string part)
    {
        if (type == typeof(IReadOnlyDictionary<string, double>)) return (part.ToLowerInvariant().Replace('_', '-'), typeof(double));
        if (type.Namespace != typeof(LiveSettings).Namespace) return null;
        var plain = part.Replace("_", "", StringComparison.Ordinal);
        var property = Array.Find(type.GetProperties(), p => p.CanWrite && string.Equals(p.Name, plain, StringComparison.OrdinalIgnoreCase));
        return property is null ? null : (JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.PropertyType);
    }

    /// <summary>Text where text is asked for; else JSON where it is a list or an object, and text that the reader takes as a number.</summary>
    private static JsonNode Node(string name, Type type, string value)
    {
        if (type == typeof(string) || value.Length == 0 || value[0] is not ('[' or '{')) return JsonValue.Create(value);
        try
        {
            return JsonNode.Parse(value)!;
        }
        catch (JsonException e)
        {
            throw new SettingsException($"Environment variable {name}: not valid JSON ({e.Message.Split(" LineNumber")[0].TrimEnd('.')}).", e);
        }
    }
}
