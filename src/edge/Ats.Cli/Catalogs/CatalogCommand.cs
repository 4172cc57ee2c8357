using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ats.Domain;
using Ats.Strategies;

namespace Ats.Cli.Catalogs;

/// <summary>What <c>ats strategies</c> and <c>ats indicators</c> have in common: all of them or one, for a person or for a program.</summary>
internal static class CatalogCommand
{
    private const int Narrowest = 60;
    private const int Widest = 100;
    private const int Piped = 80;

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="name">Of the command: the plural, as in <c>strategies</c>.</param>
    /// <param name="singular">As in messages.</param>
    /// <param name="help">What the command does, for --help.</param>
    /// <param name="usage">How an entry is used, at the foot of the list.</param>
    /// <param name="entries">The catalog; made when asked for.</param>
    public static Command Create(string name, string singular, string help, string usage, Func<IReadOnlyList<CatalogEntry>> entries)
    {
        var one = new Argument<string?>("name") { Description = $"Show only this {singular}.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Write JSON: a list, or one object when a name is given." };
        var command = new Command(name, help) { one, json };
        command.SetAction(parsed => Guard.Run(() =>
        {
            var all = entries();
            var chosen = parsed.GetValue(one) is { } wanted ? Find(wanted, singular, name, all) : null;
            if (parsed.GetValue(json)) Console.WriteLine((chosen?.ToJson() ?? (JsonNode)new JsonArray([.. all.Select(e => e.ToJson())])).ToJsonString(Json));
            else Write(chosen is null ? all : [chosen], chosen is null ? $"{all.Count} {name}. {usage}" : usage.Replace("NAME", chosen.Name, StringComparison.Ordinal));
            return ExitCode.Ok;
        }));
        return command;
    }

    /// <summary>"1 bar", "2 bars".</summary>
    public static string Count(int count, string unit) => count == 1 ? $"1 {unit}" : $"{count} {unit}s";

    private static CatalogEntry Find(string wanted, string singular, string plural, IReadOnlyList<CatalogEntry> all)
    {
        var hint = NearestName.Hint(wanted, all.Select(e => e.Name));
        return all.FirstOrDefault(e => e.Name == wanted)
            ?? throw new ParameterException($"Unknown {singular} '{wanted}'.{(hint.Length > 0 ? hint : $" 'ats {plural}' lists what there is.")}");
    }

    private static void Write(IReadOnlyList<CatalogEntry> entries, string foot)
    {
        var width = Console.IsOutputRedirected ? Piped : Math.Clamp(Console.WindowWidth, Narrowest, Widest);
        var group = "";
        foreach (var entry in entries)
        {
            if (entries.Count > 1 && entry.Group != group)
            {
                group = entry.Group;
                Console.WriteLine(group.ToUpperInvariant());
                Console.WriteLine();
            }

            foreach (var line in CatalogText.Lines(entry, width)) Console.WriteLine(line);
            Console.WriteLine();
        }

        foreach (var line in CatalogText.Wrap(foot, 0, width)) Console.WriteLine(line);
    }
}
