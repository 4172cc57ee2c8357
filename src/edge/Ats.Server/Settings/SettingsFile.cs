using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ats.Server.Settings;

/// <summary>Reads <c>ats.json</c> and environment variables.</summary>
public static class SettingsFile
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Settings from a file (defaults where there is none and none was asked for), then from the environment.</summary>
    /// <exception cref="SettingsException">The file cannot be read, is not valid, has unknown keys or values out of range.</exception>
    public static LiveSettings Load(string? path, IDictionary environment)
    {
        var root = path is null ? NewObject() : Parse(path);
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry variable in environment)
        {
            if (SettingsVariables.Override(root, (string)variable.Key, variable.Value as string) is { } key) names[key] = (string)variable.Key;
        }

        try
        {
            return SettingsRules.Check(root.Deserialize<LiveSettings>(Json)!);
        }
        catch (SettingsException e)
        {
            throw new SettingsException($"{Origin(e.Message.Split(':')[0])}{e.Message}", e);
        }
        catch (JsonException e)
        {
            var at = e.Path is { Length: > 2 } where ? where[2..] : "";
            throw new SettingsException($"{Origin(at)}{SettingsProblem.Of(e, at)}", e);
        }

        string Origin(string key) => names.TryGetValue(key, out var name) ? $"Environment variable {name}: " : path is null ? "" : path + ": ";
    }

    /// <summary>Settings changed by a command line, checked again.</summary>
    /// <exception cref="SettingsException">A value is out of range.</exception>
    public static LiveSettings Check(LiveSettings settings) => SettingsRules.Check(settings);

    internal static JsonObject NewObject() => new(new JsonNodeOptions { PropertyNameCaseInsensitive = true });

    private static JsonObject Parse(string path)
    {
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };
            return JsonNode.Parse(File.ReadAllText(path), new JsonNodeOptions { PropertyNameCaseInsensitive = true }, options) as JsonObject
                ?? throw new SettingsException($"{path}: the file must hold one JSON object: {{ ... }}.");
        }
        catch (JsonException e)
        {
            var where = e.LineNumber is { } line ? $", line {line + 1}" : "";
            throw new SettingsException($"{path}{where}: not valid JSON ({e.Message.Split(" LineNumber")[0].TrimEnd('.').ReplaceLineEndings(" ")}).", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(File.Exists(path) ? $"{path} cannot be read ({e.Message.TrimEnd('.')})." : $"There is no settings file {path}: 'ats settings --example' prints one to begin with.", e);
        }
    }
}
