using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ats.Mlops.Registry;

/// <summary>How the forecaster writes JSON: camelCase names and enum values; files are indented and may hold NaN by name.</summary>
public static class MlopsJson
{
    /// <summary>Files of the registry.</summary>
    public static JsonSerializerOptions File { get; } = Make(isIndented: true, JsonNumberHandling.AllowNamedFloatingPointLiterals);

    /// <summary>One record a line: audit, progress.</summary>
    public static JsonSerializerOptions Line { get; } = Make(isIndented: false, JsonNumberHandling.AllowNamedFloatingPointLiterals);

    private static JsonSerializerOptions Make(bool isIndented, JsonNumberHandling numbers)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = isIndented,
            NumberHandling = numbers,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
