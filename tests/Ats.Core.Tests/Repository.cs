namespace Ats.Core.Tests;

/// <summary>Finds the checkout the tests run from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Shared => Path.Combine(Root, "..", "shared");

    private static string Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Ats.slnx"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("Ats.slnx not found above the tests.");
    }
}
