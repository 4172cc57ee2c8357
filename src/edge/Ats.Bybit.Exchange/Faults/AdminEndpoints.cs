using System.Globalization;
using Ats.Bybit.Exchange.Sockets;
using Microsoft.AspNetCore.Http;

namespace Ats.Bybit.Exchange.Faults;

/// <summary>
/// Faults on demand, outside /v5 and without a key (the port is loopback only; requests of web pages, told by their Origin, are refused):
/// POST /admin/faults with a plan as text, POST /admin/disconnect[?channel=public|private|trade], POST /admin/restart[?ms=2000].
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
        await loop.PostAsync(new LoopWork(LoopWorkKind.Admin, (Action<ExchangeLoop>)(l => done.SetResult(act(l)))), stopping);
        return await done.Task.WaitAsync(stopping);
    }

    private static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text + "\n");
    }
}
