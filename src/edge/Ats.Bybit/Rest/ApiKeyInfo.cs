using Ats.Bybit.Wire;

namespace Ats.Bybit.Rest;

/// <summary>What a key may do.</summary>
public sealed record ApiKeyInfo(bool IsReadOnly, bool CanWithdraw, bool CanTradeSpot, bool CanTradeDerivatives, bool IsUnifiedAccount, bool IsBoundToAddresses, string VipLevel)
{
    /// <summary>Why ATS will not trade with this key; empty when it may. A key that can withdraw is always refused.</summary>
    public IReadOnlyList<string> Objections(Category category)
    {
        var objections = new List<string>();
        if (CanWithdraw) objections.Add("the key may withdraw: make one that may only trade");
        if (IsReadOnly) objections.Add("the key is read-only");
        if (category == Category.Spot && !CanTradeSpot) objections.Add("the key may not trade spot");
        if (category == Category.Linear && !CanTradeDerivatives) objections.Add("the key may not trade derivatives");
        if (!IsUnifiedAccount) objections.Add("the account is not a unified trading account");
        return objections;
    }

    internal static ApiKeyInfo Read(JsonRow row)
    {
        var permissions = row.Object("permissions");
        bool Has(string group, string word) => permissions.Has(group) && permissions.Texts(group).Contains(word);
        return new ApiKeyInfo(
            row.Flag("readOnly"),
            permissions.AllTexts().Any(p => p.Contains("withdraw", StringComparison.OrdinalIgnoreCase)),
            Has("Spot", "SpotTrade"),
            Has("Derivatives", "DerivativesTrade") || (Has("ContractTrade", "Order") && Has("ContractTrade", "Position")),
            row.Flag("uta") || row.Flag("unified"),
            row.Has("ips") && row.Texts("ips").Any(ip => ip is not ("*" or "")),
            row.Text("vipLevel"));
    }
}
