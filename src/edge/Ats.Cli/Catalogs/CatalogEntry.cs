using System.Text.Json.Nodes;

namespace Ats.Cli.Catalogs;

/// <summary>One thing of a catalog as a reader sees it: Group is its heading, Summary one line on what it takes and gives, Facts the same for programs.</summary>
internal sealed record CatalogEntry(
    string Name,
    string Group,
    string Description,
    string Source,
    string Summary,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Facts,
    int WarmUp,
    IReadOnlyList<CatalogParameter> Parameters)
{
    /// <summary>How many it trades together; null where that means nothing.</summary>
    public int? Instruments { get; init; }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["name"] = Name, ["group"] = Group, ["description"] = Description, ["source"] = Source };
        foreach (var (key, values) in Facts) json[key] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);
        if (Instruments is { } instruments) json["instruments"] = instruments;
        json["warmUp"] = WarmUp;
        json["parameters"] = new JsonArray([.. Parameters.Select(p => p.ToJson())]);
        return json;
    }
}
