using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Ats.Core.Tests;

/// <summary>The house stands as docs/architecture.md says: who references whom, and core is pure.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Ats.Domain"] = [],
        ["Ats.Indicators"] = ["Ats.Domain"],
        ["Ats.Engine"] = ["Ats.Indicators"],
        ["Ats.Simulation"] = ["Ats.Engine"],
        ["Ats.Strategies"] = ["Ats.Engine"],
        ["Ats.Analytics"] = ["Ats.Domain"],
        ["Ats.Forecasting"] = ["Ats.Indicators"],
        ["Ats.Bybit.Exchange"] = ["Ats.Simulation"],
        ["Ats.MarketData"] = ["Ats.Engine", "Ats.Domain", "Ats.Bybit"],
        ["Ats.Bybit"] = ["Ats.Engine", "Ats.Domain"],
        ["Ats.Storage"] = ["Ats.Engine", "Ats.Domain"],
        ["Ats.Mlops"] = ["Ats.Forecasting", "Ats.MarketData"],
        ["Ats.Server"] = ["Ats.Mlops", "Ats.Simulation", "Ats.Strategies", "Ats.Analytics", "Ats.Bybit", "Ats.MarketData", "Ats.Storage"],
        ["Ats.Cli"] = ["Ats.Simulation", "Ats.Strategies", "Ats.Analytics", "Ats.MarketData", "Ats.Storage", "Ats.Bybit.Exchange", "Ats.Mlops", "Ats.Server"],
    };

    [Fact]
    public void Every_project_references_only_whom_it_may()
    {
        var projects = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories);
        Assert.Equal(Allowed.Keys.Order(), projects.Select(Path.GetFileNameWithoutExtension).Order());
        foreach (var project in projects)
        {
            var references = XDocument.Load(project).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.All(references, r => Assert.Contains(r, Allowed[Path.GetFileNameWithoutExtension(project)]));
        }
    }

    [Fact]
    public void Core_projects_have_no_packages_of_their_own()
    {
        foreach (var project in Directory.GetFiles(Path.Combine(Repository.Root, "src", "core"), "*.csproj", SearchOption.AllDirectories))
            Assert.Empty(XDocument.Load(project).Descendants("PackageReference"));
    }

    [Theory]
    [InlineData("Ats.Domain")]
    [InlineData("Ats.Indicators")]
    [InlineData("Ats.Engine")]
    [InlineData("Ats.Simulation")]
    [InlineData("Ats.Strategies")]
    [InlineData("Ats.Analytics")]
    [InlineData("Ats.Forecasting")]
    public void Core_assemblies_use_nothing_banned(string assembly)
    {
        var (types, members) = Banned();
        Assert.NotEmpty(types);
        Assert.NotEmpty(members);
        var used = References(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        Assert.Empty(used.Types.Intersect(types));
        Assert.Empty(used.Members.Intersect(members));
    }

    [Fact]
    public void The_ban_is_real_the_tests_themselves_break_it()
    {
        var (types, _) = Banned();
        Assert.Contains("System.IO.File", References(typeof(ArchitectureTests).Assembly.Location).Types.Intersect(types));
    }

    [Fact]
    public void Only_the_risk_gate_makes_approved_orders()
    {
        var makers = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && File.ReadAllText(f).Contains("new ApprovedOrder(", StringComparison.Ordinal))
            .Select(Path.GetFileName);
        Assert.Equal(["RiskGate.cs"], makers);
    }

    private static (HashSet<string> Types, HashSet<string> Members) Banned()
    {
        var types = new HashSet<string>();
        var members = new HashSet<string>();
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "src", "core", "BannedSymbols.txt")))
        {
            var symbol = line.Split(';')[0];
            if (symbol.StartsWith("T:", StringComparison.Ordinal)) types.Add(symbol[2..]);
            else if (symbol.StartsWith("P:", StringComparison.Ordinal)) members.Add(symbol[2..].Insert(symbol[2..].LastIndexOf('.') + 1, "get_"));
            else if (symbol.StartsWith("M:", StringComparison.Ordinal)) members.Add(symbol[2..]);
        }

        return (types, members);
    }

    private static (HashSet<string> Types, HashSet<string> Members) References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        var types = metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Select(t => metadata.GetString(t.Namespace) + "." + metadata.GetString(t.Name)).ToHashSet();
        var members = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(m => m.Parent.Kind == HandleKind.TypeReference)
            .Select(m =>
            {
                var parent = metadata.GetTypeReference((TypeReferenceHandle)m.Parent);
                return $"{metadata.GetString(parent.Namespace)}.{metadata.GetString(parent.Name)}.{metadata.GetString(m.Name)}";
            }).ToHashSet();
        // What the compiler writes for every iterator is not reading the environment.
        if (!members.Any(m => m.StartsWith("System.Environment.", StringComparison.Ordinal) && m != "System.Environment.get_CurrentManagedThreadId")) types.Remove("System.Environment");
        return (types, members);
    }
}
