using Ats.Bybit.Wire;

namespace Ats.Bybit.Rest;

/// <summary>How the account margins. REGULAR_MARGIN is cross; 5 and 6 are UTA 2.0 and Pro.</summary>
public sealed record AccountInfo(string MarginMode, int UnifiedMarginStatus, bool SpotHedging)
{
    public bool IsCross => MarginMode == "REGULAR_MARGIN";

    internal static AccountInfo Read(JsonRow row) => new(row.Text("marginMode"), row.Small("unifiedMarginStatus"), row.Text("spotHedgingStatus") == "ON");
}
