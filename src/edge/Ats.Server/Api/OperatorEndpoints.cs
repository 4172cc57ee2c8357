using Ats.Domain;
using Ats.Engine;
using Ats.Server.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ats.Server.Api;

/// <summary>What changes state: <c>/api/v1/operator/...</c>, POST with the operator's token.</summary>
public static class OperatorEndpoints
{
    /// <summary>What our fixed-point numbers hold.</summary>
    private const decimal MostQuantity = 90_000_000_000m;

    private const decimal MostPrice = 900_000_000m;

    public static RouteGroupBuilder MapOperator(this RouteGroupBuilder api)
    {
        api.MapPost("/halt", (IContest c, CommandRequestBody? b, CancellationToken t) => State(c, b, TradingState.Halted, t)).WithSummary("No new orders but reductions; working increases are cancelled.");
        api.MapPost("/reduce-only", (IContest c, CommandRequestBody? b, CancellationToken t) => State(c, b, TradingState.ReduceOnly, t)).WithSummary("Only orders that reduce.");
        api.MapPost("/resume", (IContest c, CommandRequestBody? b, CancellationToken t) => State(c, b, TradingState.Active, t)).WithSummary("Trade again.");
        api.MapPost("/flatten", (IContest c, CommandRequestBody? b, CancellationToken t) => Simple(c, b, OperatorCommandKind.Flatten, t)).WithSummary("Cancel everything and close every position at the market.");
        api.MapPost("/cancel-all", (IContest c, CommandRequestBody? b, CancellationToken t) => Simple(c, b, OperatorCommandKind.CancelAll, t)).WithSummary("Cancel working orders.");
        api.MapPost("/orders", Place).WithSummary("A manual order, through the same risk gate.");
        api.MapDelete("/orders/{id}", Cancel).WithSummary("Cancel one working order.");
        return api;
    }

    private static Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> State(IContest c, CommandRequestBody? body, TradingState state, CancellationToken cancel) =>
        Send(c, body, OperatorCommandKind.SetState, command => command with { State = state }, cancel);

    private static Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> Simple(IContest c, CommandRequestBody? body, OperatorCommandKind kind, CancellationToken cancel) =>
        Send(c, body, kind, command => command, cancel);

    private static async Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> Send(IContest c, CommandRequestBody? body, OperatorCommandKind kind, Func<OperatorCommand, OperatorCommand> more, CancellationToken cancel)
    {
        var arm = body?.Arm is null ? OperatorCommand.AllArms : ReadEndpoints.IndexOf(c, body.Arm);
        if (body?.Arm is not null && arm < 0) return ReadEndpoints.Unknown(c, body.Arm);
        return await Hand(c, more(new OperatorCommand(kind, arm, default) { Actor = "operator", Note = body?.Note ?? "" }), cancel);
    }

    private static async Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> Place(IContest c, OrderRequest body, CancellationToken cancel)
    {
        var arm = ReadEndpoints.IndexOf(c, ManualArm.Name);
        var instrument = body.Instrument is null ? 0 : c.Instruments.ToList().FindIndex(i => i.Id.ToString() == body.Instrument || i.Id.Symbol == body.Instrument);
        if (instrument < 0) return Bad($"instrument: '{body.Instrument}' is not traded here. There are: {string.Join(", ", c.Instruments.Select(i => i.Id))}.");
        if (body.Side is not ("buy" or "sell")) return Bad($"side: '{body.Side}' must be buy or sell.");
        if (body.Quantity <= 0) return Bad($"quantity: {body.Quantity} must be above 0.");
        if (body.Quantity > MostQuantity) return Bad($"quantity: {body.Quantity} is too large, at most {MostQuantity}.");
        if (body.Price <= 0) return Bad($"price: {body.Price} must be above 0.");
        if (body.Price > MostPrice) return Bad($"price: {body.Price} is too high, at most {MostPrice}.");
        if (body.PostOnly && body.Price is null) return Bad("postOnly needs a price.");
        var rules = c.Instruments[instrument];
        var quantity = Quantity.FromDecimal(body.Quantity);
        var price = body.Price is { } p ? Price.FromDecimal(p) : Price.Zero;
        if (quantity.ToDecimal() != body.Quantity || quantity.Raw % rules.LotSize.Raw != 0) return Bad($"quantity: {body.Quantity} is not a multiple of the lot {rules.LotSize}.");
        if ((body.Price is { } exact && price.ToDecimal() != exact) || price.Raw % rules.TickSize.Raw != 0) return Bad($"price: {body.Price} is not a multiple of the tick {rules.TickSize}.");
        var command = new OperatorCommand(OperatorCommandKind.PlaceOrder, arm, default)
        {
            Instrument = (short)instrument,
            Side = body.Side == "buy" ? Side.Buy : Side.Sell,
            Type = body.Price is null ? OrderType.Market : OrderType.Limit,
            TimeInForce = body.Price is null ? TimeInForce.Ioc : body.PostOnly ? TimeInForce.PostOnly : TimeInForce.Gtc,
            Quantity = quantity,
            Price = price,
            ReduceOnly = body.ReduceOnly,
            Actor = "operator",
            Note = body.Note ?? "",
        };
        return await Hand(c, command, cancel);
    }

    private static async Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> Cancel(IContest c, string id, CancellationToken cancel)
    {
        var parts = id.Split('-');
        if (parts.Length != 2 || !int.TryParse(parts[0], out var arm) || !long.TryParse(parts[1], out var intent)) return Bad($"'{id}' is not an order's name: they look like 3-17.");
        return await Hand(c, new OperatorCommand(OperatorCommandKind.CancelOrder, OperatorCommand.AllArms, default) { Order = new ClientOrderId(arm, intent), Actor = "operator" }, cancel);
    }

    private static async Task<Results<Ok<CommandAnswer>, ProblemHttpResult>> Hand(IContest c, OperatorCommand command, CancellationToken cancel)
    {
        try
        {
            return Answer(await c.Send(command, cancel));
        }
        catch (InvalidOperationException stopped)
        {
            return TypedResults.Problem(stopped.Message, statusCode: 503);
        }
    }

    private static Results<Ok<CommandAnswer>, ProblemHttpResult> Answer(CommandOutcome outcome)
    {
        if (outcome.Problem is { } problem) return TypedResults.Problem(problem, statusCode: 409);
        if (!outcome.Verdict.IsApproved) return TypedResults.Problem("Denied by the risk gate: " + Why(outcome.Verdict), statusCode: 422);
        return TypedResults.Ok(new CommandAnswer(true, outcome.Order.IsNone ? null : outcome.Order.ToString()));
    }

    /// <summary>A state has no value and threshold: it is said in words.</summary>
    private static string Why(Verdict verdict) => verdict.Code switch
    {
        DenialCode.TradingHalted => "tradingHalted: the arm is halted; resume lifts it.",
        DenialCode.ReduceOnly => "reduceOnly: the arm may only reduce what it holds, by no more than that; resume lifts it where a limit or an operator asked for it.",
        DenialCode.Liquidated => "liquidated: the arm is out.",
        DenialCode.InstrumentClosed => "instrumentClosed: the exchange takes no orders on this instrument now, reductions included.",
        DenialCode.NoMarketPrice => "noMarketPrice: there is no price yet to judge the order by.",
        _ => $"{ViewMapping.Camel(verdict.Code)} (value {verdict.Value:G6}, threshold {verdict.Threshold:G6}).",
    };

    private static ProblemHttpResult Bad(string problem) => TypedResults.Problem(problem, statusCode: 400);
}
