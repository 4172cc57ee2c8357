using System.Globalization;
using Ats.Bybit.Exchange.Sockets;
using Ats.Domain;
using Microsoft.AspNetCore.Http;

namespace Ats.Bybit.Exchange.Faults;

/// <summary>
/// Faults on demand, outside /v5 and without a key (the port is loopback only; requests of web pages, told by their Origin, are refused):
/// POST /admin/faults with a plan as text, POST /admin/disconnect[?channel=public|private|trade], POST /admin/restart[?ms=2000],
/// POST /admin/rules?category=linear&amp;symbol=BTCUSDT with what changes of an instrument's rules, as in trading=0 or tick=0.5 lot=0.01.
/// </summary>
internal static class AdminEndpoints
{
    public static async Task ServeAsync(HttpContext context, ExchangeLoop loop, CancellationToken stopping)
    {
        if (context.Request.Headers.Origin.Count > 0)
        {
            await AnswerAsync(context, 403, "web pages may not");
            return;
        }

        if (context.Request.Method != "POST")
        {
            await AnswerAsync(context, 404, "POST only");
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(stopping);
        try
        {
            switch (context.Request.Path.Value)
            {
                case "/admin/faults":
                    var plan = FaultPlan.Parse(body);
                    await AnswerAsync(context, 200, await RunAsync(loop, l => l.Faults.Plan = plan, stopping) + "");
                    break;
                case "/admin/disconnect":
                    var kinds = Kinds(context.Request.Query["channel"]);
                    var cut = await RunAsync(loop, l => kinds.Sum(k => l.Disconnect(k)), stopping);
                    await AnswerAsync(context, 200, string.Create(CultureInfo.InvariantCulture, $"{cut} connections cut"));
                    break;
                case "/admin/restart":
                    var ms = int.TryParse(context.Request.Query["ms"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? Math.Min(given, 60_000) : 2000;
                    await RunAsync(loop, l => { l.PretendRestart(ms); return 0; }, stopping);
                    await AnswerAsync(context, 200, "restarting");
                    break;
                case "/admin/rules":
                    var (category, symbol) = (context.Request.Query["category"].ToString(), context.Request.Query["symbol"].ToString());
                    await AnswerAsync(context, 200, await RunAsync(loop, l => ChangeRules(l, category, symbol, body), stopping));
                    break;
                default:
                    await AnswerAsync(context, 404, "no such fault");
                    break;
            }
        }
        catch (FormatException e)
        {
            await AnswerAsync(context, 400, e.Message);
        }
    }

    private static ChannelKind?[] Kinds(string? channel) => channel switch
    {
        null or "" => [null],
        "public" => [ChannelKind.PublicLinear, ChannelKind.PublicSpot, ChannelKind.PublicOther],
        "private" => [ChannelKind.Private],
        "trade" => [ChannelKind.Trade],
        _ => throw new FormatException($"'{channel}' is no channel: write public, private or trade."),
    };

    private static async Task<T> RunAsync<T>(ExchangeLoop loop, Func<ExchangeLoop, T> act, CancellationToken stopping)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await loop.PostAsync(new LoopWork(LoopWorkKind.Admin, (Action<ExchangeLoop>)(l => Complete(done, () => act(l)))), stopping);
        return await done.Task.WaitAsync(stopping);
    }

    /// <summary>What was asked wrongly is the asker's to hear, not the loop's to die of.</summary>
    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> act)
    {
        try
        {
            done.SetResult(act());
        }
        catch (FormatException e)
        {
            done.SetException(e);
        }
    }

    private static string ChangeRules(ExchangeLoop loop, string category, string symbol, string changes)
    {
        var listing = loop.Core.FindListing(category, symbol) ?? throw new FormatException($"There is no {category} {symbol}.");
        var parts = TradingRules.Of(listing.Rules).ToString().Split(' ');
        foreach (var change in changes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var at = Array.FindIndex(parts, p => change.StartsWith(p[..(p.IndexOf('=', StringComparison.Ordinal) + 1)], StringComparison.Ordinal));
            if (at < 0) throw new FormatException($"'{change}' is no rule; there are: {string.Join(' ', parts)}.");
            parts[at] = change;
        }

        if (!TradingRules.TryParse(string.Join(' ', parts), out var rules)) throw new FormatException($"'{changes}' are no rules; there are: {string.Join(' ', parts)}.");
        loop.Core.ChangeRules(listing, in rules);
        return $"{symbol}: {rules}";
    }

    private static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text + "\n");
    }
}
