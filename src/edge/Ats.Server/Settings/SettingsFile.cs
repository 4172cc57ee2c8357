using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ats.Server.Settings;

/// <summary>Reads <c>ats.json</c> and environment variables.</summary>
public static class SettingsFile
{
    private const string Prefix = "ATS_";

    /// <summary>Variables with our prefix that are no settings: keys, tests, builds.</summary>
    private static readonly string[] NotSettings = ["ATS_BYBIT_", "ATS_MONGO_URL", "ATS_ANALYZE", "ATS_OPERATOR_TOKEN"];

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Settings from a file (defaults where there is none and none was asked for), then from the environment.</summary>
    /// <exception cref="SettingsException">The file cannot be read, is not valid, has unknown keys or values out of range.</exception>
    public static LiveSettings Load(string? path, IDictionary environment)
    {
        var root = path is null ? [] : Parse(path);
        foreach (DictionaryEntry variable in environment) Override(root, (string)variable.Key, variable.Value as string);
        try
        {
            return SettingsRules.Check(root.Deserialize<LiveSettings>(Json)!);
        }
        catch (JsonException e)
        {
            throw new SettingsException($"{path ?? "settings"}: {Plain(e)}", e);
        }
    }

    private static JsonObject Parse(string path)
    {
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            return JsonNode.Parse(File.ReadAllText(path), null, options) as JsonObject ?? throw new SettingsException($"{path}: the file must hold one JSON object: {{ ... }}.");
        }
        catch (JsonException e)
        {
            throw new SettingsException($"{path}, line {e.LineNumber + 1}: not valid JSON ({e.Message.Split(" LineNumber")[0]})", e);
        }
    }

    private static void Override(JsonObject root, string name, string? value)
    {
        if (value is null || !name.StartsWith(Prefix, StringComparison.Ordinal) || Array.Exists(NotSettings, n => name.StartsWith(n, StringComparison.Ordinal))) return;
        var node = root;
        var keys = name[Prefix.Length..].Split("__");
        for (var i = 0; i < keys.Length; i++)
        {
            var key = FindKey(i == 0 ? typeof(LiveSettings) : TypeOf(keys[..i]), keys[i])
                ?? throw new SettingsException($"Environment variable {name}: there is no setting '{keys[i].ToLowerInvariant()}'. Unset it, or see docs/settings.md.");
            if (i == keys.Length - 1) node[key] = Node(value);
            else node = node[key] as JsonObject ?? (JsonObject)(node[key] = new JsonObject());
        }
    }

    private static Type TypeOf(string[] keys) => keys.Aggregate(typeof(LiveSettings), (type, key) => type.GetProperty(FindKey(type, key)!, System.Reflection.BindingFlags.IgnoreCase | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance)!.PropertyType);

    private static string? FindKey(Type type, string key)
    {
        var plain = key.Replace("_", "", StringComparison.Ordinal);
        var property = Array.Find(type.GetProperties(), p => string.Equals(p.Name, plain, StringComparison.OrdinalIgnoreCase));
        return property is null ? null : JsonNamingPolicy.CamelCase.ConvertName(property.Name);
    }

    /// <summary>A variable's text as JSON where it is a number, a list or an object; else as text.</summary>
    private static JsonNode Node(string value)
    {
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || value.StartsWith('[') || value.StartsWith('{')) return JsonNode.Parse(value)!;
        return JsonValue.Create(value);
    }

    private static string Plain(JsonException e)
    {
        var where = e.Path is { Length: > 2 } path ? $" at {path[2..]}" : "";
        var what = e.Message.Split(" Path:")[0].Split(". Path")[0];
        if (what.Contains("could not be mapped", StringComparison.Ordinal))
        {
            var key = what.Split('\'')[1];
            return $"unknown key '{key}'{where}. Keys are listed in docs/settings.md.";
        }

        return $"{what}{where}";
    }
}
