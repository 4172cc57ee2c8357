using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Ats.Server.Api;

/// <summary>What was wrong with a request that could not be read, in words.</summary>
internal static partial class BadRequestWords
{
    public static string Of(BadHttpRequestException e)
    {
        if (e.InnerException is JsonException json) return Of(json);
        if (Unbound().Match(e.Message) is { Success: true } m) return $"{m.Groups["name"].Value}={m.Groups["value"].Value} is not {Word(m.Groups["type"].Value)}.";
        if (e.Message.Contains("was not provided from body", StringComparison.Ordinal) || e.Message.Contains("body inferred", StringComparison.Ordinal)) return "The request needs a body: a JSON object.";
        if (Missing().Match(e.Message) is { Success: true } missing) return $"{missing.Groups["name"].Value} is missing.";
        if (e.StatusCode == StatusCodes.Status415UnsupportedMediaType) return "The body must be JSON: send it with Content-Type application/json.";
        return e.Message;
    }

    private static string Of(JsonException e)
    {
        var at = e.Path is { Length: > 2 } path ? path[2..] + ": " : "";
        var what = e.Message.Split(" Path:")[0].Split(" LineNumber")[0].TrimEnd('.');
        if (Unknown().Match(what) is { Success: true } unknown) return $"There is no field '{unknown.Groups["name"].Value}' in this request.";
        if (Lacking().Match(what) is { Success: true } lacking) return $"{lacking.Groups["names"].Value.Replace("'", "", StringComparison.Ordinal)}: is missing.";
        if (Converted().Match(what) is { Success: true } converted) return $"{(at.Length == 0 ? "The body " : at)}must be {Word(TypeAt(converted.Groups["type"].Value, e.Path))}.";
        return at.Length == 0 ? $"The body is not valid JSON: {what}." : $"{at}{what}.";
    }

    private static string Word(string type) => type.Replace("System.", "", StringComparison.Ordinal).TrimEnd('?') switch
    {
        "int" or "long" or "Int32" or "Int64" => "a whole number",
        "decimal" or "double" or "Decimal" or "Double" => "a number",
        "bool" or "Boolean" => "true or false",
        "String" or "string" => "text",
        nameof(OrderRequest) or nameof(CommandRequestBody) => "a JSON object",
        _ => "a value of the right type",
    };

    /// <summary>The reader often names the request's type where it means the field's.</summary>
    private static string TypeAt(string type, string? path)
    {
        var request = typeof(BadRequestWords).Assembly.GetType(type);
        var field = path is { Length: > 2 } ? request?.GetProperty(path[2..], BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)?.PropertyType : null;
        var told = field is null ? null : Nullable.GetUnderlyingType(field) ?? field;
        return told?.Name ?? type.Split('.')[^1];
    }

    [GeneratedRegex("""^Failed to bind parameter "(?<type>\S+) (?<name>\S+)" from "(?<value>.*)"\.$""")]
    private static partial Regex Unbound();

    [GeneratedRegex("""^Required parameter "\S+ (?<name>\S+)" was not provided""")]
    private static partial Regex Missing();

    [GeneratedRegex("""^The JSON property '(?<name>[^']*)' could not be mapped""")]
    private static partial Regex Unknown();

    [GeneratedRegex("missing required properties(, including)?:? (?<names>.+)$")]
    private static partial Regex Lacking();

    [GeneratedRegex(@"could not be converted to (System\.Nullable`1\[)?(?<type>[\w.]+)\]?")]
    private static partial Regex Converted();
}
