using System.Globalization;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>
/// Spells our order names as Bybit's orderLinkId (at most 36 of A-Z a-z 0-9 - _): the contest's id, the arm, the intent, as in
/// <c>k3f9x0a1-4-17</c>. Intents go on counting over restarts, so a name is never used twice.
/// </summary>
internal sealed class OrderLinks
{
    private readonly string _prefix;

    /// <param name="contestId">8 to 12 lower-case letters and digits.</param>
    public OrderLinks(string contestId)
    {
        if (contestId.Length is < 8 or > 12 || !contestId.All(char.IsAsciiLetterOrDigit)) throw new ArgumentException($"'{contestId}' is not a contest id.", nameof(contestId));
        _prefix = contestId + "-";
    }

    public string Of(ClientOrderId id) => string.Create(CultureInfo.InvariantCulture, $"{_prefix}{id.Arm}-{id.Intent}");

    /// <summary>False for orders that are not of this contest.</summary>
    public bool TryParse(string link, out ClientOrderId id)
    {
        id = default;
        if (!link.StartsWith(_prefix, StringComparison.Ordinal)) return false;
        var rest = link.AsSpan(_prefix.Length);
        var dash = rest.IndexOf('-');
        if (dash <= 0 || !int.TryParse(rest[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var arm)) return false;
        if (!long.TryParse(rest[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var intent) || intent <= 0) return false;
        id = new ClientOrderId(arm, intent);
        return true;
    }
}
