namespace Ats.MarketData;

/// <summary>What to say of data written by another version.</summary>
internal static class Versions
{
    public static string Differ(string what, int found, int known) => $"{what} version {found}; this program reads version {known}: "
        + (found > known ? "use the newer ATS that wrote it, or import the sources again into another directory" : "import the sources again into another directory");
}
