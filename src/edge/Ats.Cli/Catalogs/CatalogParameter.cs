using System.Globalization;
using System.Text.Json.Nodes;

namespace Ats.Cli.Catalogs;

/// <summary>A parameter of a catalog's entry: default and inclusive range.</summary>
internal sealed record CatalogParameter(string Name, double Default, double Minimum, double Maximum, bool Whole, string Meaning)
{
    public string Assignment => $"{Name}={Text(Default)}";

    public string RangeText => Whole && Maximum - Minimum == 1
        ? $"{Text(Minimum)} or {Text(Maximum)}"
        : $"{Text(Minimum)} to {Text(Maximum)}{(Whole ? "" : ", real")}";

    public JsonObject ToJson() => new()
    {
        ["name"] = Name, ["default"] = Default, ["minimum"] = Minimum, ["maximum"] = Maximum, ["whole"] = Whole, ["meaning"] = Meaning,
    };

    private static string Text(double value) => value.ToString("G7", CultureInfo.InvariantCulture);
}
