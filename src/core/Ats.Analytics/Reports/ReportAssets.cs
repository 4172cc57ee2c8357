namespace Ats.Analytics.Reports;

/// <summary>The page's template, style and script, embedded in the assembly.</summary>
internal static class ReportAssets
{
    /// <exception cref="InvalidOperationException">The assembly was built without it.</exception>
    public static string Read(string name)
    {
        using var stream = typeof(ReportAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in Ats.Analytics.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
