using Ats.Bybit.Exchange.Core;

namespace Ats.Bybit.Exchange.Rest;

/// <summary>The rate budgets of all accounts, per endpoint; REST and the trade socket share them (SPEC.md 4). Off: everything fits.</summary>
internal sealed class RateBook(bool off)
{
    private static readonly Dictionary<string, (int Linear, int Spot, int SpanMs)> Limits = new(StringComparer.Ordinal)
    {
        ["order/create"] = (10, 20, 1000),
        ["order/amend"] = (10, 10, 1000),
        ["order/cancel"] = (10, 20, 1000),
        ["order/cancel-all"] = (10, 20, 1000),
        ["order/create-batch"] = (10, 20, 1000),
        ["order/amend-batch"] = (10, 20, 1000),
        ["order/cancel-batch"] = (10, 20, 1000),
        ["order/disconnected-cancel-all"] = (5, 5, 1000),
        ["position/set-leverage"] = (10, 10, 1000),
        ["position/switch-mode"] = (10, 10, 1000),
        ["position/trading-stop"] = (10, 10, 1000),
        ["account/fee-rate"] = (5, 5, 1000),
        ["account/query-dcp-info"] = (5, 5, 1000),
        ["account/demo-apply-money"] = (1, 1, 60_000),
    };

    private readonly Dictionary<(Account, string, bool), RateWindow> _windows = [];

    /// <summary>Takes units of an endpoint's budget; the key is its path without /v5/.</summary>
    public bool TryTake(Account account, string key, bool spot, long nowMs, int units, out RateState state)
    {
        var (linear, spotLimit, span) = Limits.GetValueOrDefault(key, (50, 50, 1000));
        var limit = spot ? spotLimit : linear;
        if (off)
        {
            state = new RateState(limit, limit, nowMs);
            return true;
        }

        // Endpoints with one limit for both categories have one window.
        var split = spot && linear != spotLimit;
        if (!_windows.TryGetValue((account, key, split), out var window)) _windows[(account, key, split)] = window = new RateWindow(limit, span);
        return window.TryTake(nowMs, units, out state);
    }
}
