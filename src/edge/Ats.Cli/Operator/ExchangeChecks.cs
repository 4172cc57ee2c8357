using System.Globalization;
using Ats.Bybit.Wire;
using Ats.Cli.Runs;
using Ats.Domain;
using Ats.Server.Runs;
using Ats.Server.Settings;

namespace Ats.Cli.Operator;

/// <summary>Of <c>ats doctor</c>: keys, the exchange, its clock and its instruments. Keys are never printed.</summary>
internal static class ExchangeChecks
{
    /// <summary>Requests are refused when stamped more than a second ahead of the exchange.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(1);

    public static async IAsyncEnumerable<Finding> AllAsync(LiveSettings settings)
    {
        if (settings.Environment == TradingEnvironment.Paper)
        {
            yield return Finding.Well("exchange", "paper trading needs no keys");
            yield break;
        }

        var own = settings.Environment == TradingEnvironment.Simulated && settings.Exchange.Address is null;
        if (own && Noted(settings) is { } early)
        {
            yield return early;
            yield break;
        }

        var (exchange, keys) = Open(settings, own);
        yield return keys;
        if (exchange is null) yield break;
        using (exchange)
        {
            var (offset, reached) = await Try("exchange", async () => Clock(await exchange.ClockOffsetAsync()), own ? "the run starts it again; see its log in exchange.state" : "check the network and the environment");
            yield return own && !reached && !RunLock.IsJournalTaken(settings) ? Finding.Well("exchange", "not running; ats run starts it") : offset;
            if (!reached) yield break;
            yield return (await Try("key", async () => Permissions(settings, await exchange.KeyAsync()), "make a key that may trade and not withdraw, in this environment")).Finding;
            foreach (var instrument in settings.Instruments.Select(InstrumentId.Parse))
            {
                yield return (await Try("instrument", async () => await exchange.IsListedAsync(instrument) ? Finding.Well("instrument", $"{instrument} is traded") : Finding.Ill("instrument", $"{instrument} is not traded", "name another in instruments"), "name another in instruments")).Finding;
            }
        }
    }

    /// <summary>What there is to say of a simulated exchange that does not run; null when it was noted as running.</summary>
    private static Finding? Noted(LiveSettings settings)
    {
        try
        {
            return ExchangeProcess.Noted(settings.Exchange.State) is null ? Finding.Well("exchange", "not running; ats run starts it") : null;
        }
        catch (InvalidDataException e)
        {
            return Finding.Ill("exchange", e.Message, "as said");
        }
    }

    private static (ExchangeOrders? Exchange, Finding Finding) Open(LiveSettings settings, bool own)
    {
        try
        {
            return (ExchangeOrders.Open(settings), Finding.Well("keys", own ? "the simulated account's own" : $"present, of {settings.Environment.ToString().ToLowerInvariant()}"));
        }
        catch (Exception e) when (e is SettingsException or IOException or ArgumentException)
        {
            return (null, Finding.Ill("keys", e.Message, "see docs/settings.md, keys"));
        }
    }

    private static Finding Clock(TimeSpan offset)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"answers; its clock is {offset.TotalMilliseconds:+0.0;-0.0;0.0} ms from ours");
        return offset.Duration() <= Skew ? Finding.Well("exchange", text) : Finding.Ill("exchange", text, "let this machine keep time (NTP); ats corrects for the offset, but it shows a clock that drifts");
    }

    private static Finding Permissions(LiveSettings settings, Bybit.Rest.ApiKeyInfo key)
    {
        var objections = settings.Instruments.SelectMany(i => key.Objections(InstrumentId.Parse(i).Kind == ContractKind.Spot ? Category.Spot : Category.Linear)).Distinct().ToList();
        return objections.Count == 0 ? Finding.Well("key", "may trade, may not withdraw") : Finding.Ill("key", string.Join("; ", objections), "make a key with just these permissions: trade what the contest trades, no withdrawal");
    }

    private static async Task<(Finding Finding, bool Reached)> Try(string what, Func<Task<Finding>> look, string fix)
    {
        try
        {
            return (await look(), true);
        }
        catch (Exception e) when (e is IOException or RefusedException)
        {
            return (Finding.Ill(what, e.Message, fix), false);
        }
    }
}
