using Ats.Bybit.Limits;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Streams;

/// <summary>A request under way on the trade socket, and what comes of it.</summary>
internal sealed class TradeRequest<T>(RateRequest rate, RateBudget budget, ServerClock clock, Func<JsonRow, JsonRow, T> read) : TradeRequest
{
    private readonly TaskCompletionSource<Outcome<T>> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Outcome<T>> Outcome => _outcome.Task;

    public override void Lose(string why) => _outcome.TrySetResult(new Outcome<T>.Unknown(why));

    public override void Answer(JsonRow root)
    {
        try
        {
            _outcome.TrySetResult(Judge(root));
        }
        catch (Exception e) when (JsonFrame.IsUnsound(e))
        {
            Lose($"the answer cannot be read ({e.Message})");
            throw;
        }
    }

    private Outcome<T> Judge(JsonRow root)
    {
        var wait = ReadLimits(root.Object("header"));
        var info = RetCodeCatalog.Find(root.Small("retCode"));
        if (info.OutcomeUnknown) return new Outcome<T>.Unknown($"{info.Code} {info.Meaning}");
        if (info.Code is RetCodes.RateLimited or RetCodes.TradeIpLimit or RetCodes.TradeSystemProtection)
        {
            if (wait <= TimeSpan.Zero) wait = TimeSpan.FromSeconds(1);
            budget.Block(rate.Group, rate.Category, wait);
            return new Outcome<T>.RateLimited(clock.LocalNow + (long)wait.TotalNanoseconds);
        }

        return info.Code == RetCodes.Ok || info.Action == CodeAction.TreatAsSuccess
            ? new Outcome<T>.Ok(read(root.Object("data"), root.Object("retExtInfo")))
            : new Outcome<T>.Refused(info, root.Text("retMsg"));
    }

    /// <summary>The header is a courtesy: one that cannot be read must not spoil an answer that can.</summary>
    private TimeSpan ReadLimits(JsonRow header)
    {
        try
        {
            var wait = WireNumber.TryMilliseconds(header.Whole(WireHeaders.LimitReset), out var reset) ? clock.Until(reset) : TimeSpan.Zero;
            if (header.Has(WireHeaders.LimitStatus)) budget.Observe(rate.Group, rate.Category, header.Small(WireHeaders.Limit), header.Small(WireHeaders.LimitStatus), wait);
            return wait;
        }
        catch (Exception e) when (JsonFrame.IsUnsound(e))
        {
            return TimeSpan.Zero;
        }
    }
}
