namespace Ats.Server.Settings;

/// <summary>A journal's location for people: an address may hold a password, which is never shown.</summary>
public static class JournalName
{
    public static string Shown(string location)
    {
        var scheme = location.IndexOf("://", StringComparison.Ordinal);
        var at = location.LastIndexOf('@');
        return scheme < 0 || at < scheme ? location : string.Concat(location.AsSpan(0, scheme + 3), "***", location.AsSpan(at));
    }
}
