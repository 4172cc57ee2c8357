using Ats.Domain;
using Ats.Server.Live;
using Ats.Server.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ats.Server.Api;

/// <summary>What anybody may read: <c>/api/v1/...</c>, GET only.</summary>
public static class ReadEndpoints
{
    private const int MostRows = 500;
    private const int MostPoints = 5000;

    public static RouteGroupBuilder MapRead(this RouteGroupBuilder api)
    {
        api.MapGet("/status", (IContest c) => c.Status()).WithSummary("The run, its health and its connections.");
        api.MapGet("/arms", Arms).WithSummary("Every arm now.");
        api.MapGet("/arms/{name}", Arm).WithSummary("One arm now.");
        api.MapGet("/leaderboard", (IContest c) => LeaderboardBuilder.Build(c)).WithSummary("Arms by net return, with statistics.");
        api.MapGet("/equity", Equity).WithSummary("Equity curves; arm repeats, points at most 5000 an arm.");
        api.MapGet("/markets", (IContest c) => c.View?.Markets ?? []).WithSummary("Prices as the engine last saw them.");
        api.MapGet("/positions", (IContest c, string? arm) => Of(c, arm, v => v.Positions, p => p.Arm)).WithSummary("What arms hold.");
        api.MapGet("/orders", (IContest c, string? arm) => Of(c, arm, v => v.Orders, o => o.Arm)).WithSummary("Working orders.");
        api.MapGet("/fills", Fills).WithSummary("Latest executions, newest first.");
        api.MapGet("/round-trips", RoundTrips).WithSummary("Latest round trips, newest first.");
        api.MapGet("/decisions", Decisions).WithSummary("Latest decisions with their reasons, newest first.");
        api.MapGet("/limits", (IContest c, string? arm) => Of(c, arm, v => v.Limits, l => l.Arm)).WithSummary("Limits as they stand: of every arm, and of all together (arm null).");
        api.MapGet("/decisions/latest", (IContest c) => c.Tap.LatestDecisions().Select(d => ViewMapping.Of(d, c))).WithSummary("The last decision of every arm, with its reason.");
        api.MapGet("/events", Events).WithSummary("Breaches of limits and operators' commands, newest first.");
        api.MapGet("/interference", (IContest c) => c.Interference()).WithSummary("What sharing one account costs: self-match cancels, waits for the rate budget, own impact.");
        api.MapGet("/forecaster", (IContest c) => c.Forecaster() is { } heard ? Results.Ok(heard) : Results.Problem("No forecaster is listened to: see forecaster.enabled in the settings.", statusCode: StatusCodes.Status404NotFound))
            .WithSummary("What is heard from the forecaster: predictions, the model that makes them, its loop and its quality.").Produces<ForecasterView>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/verdict", (IContest c) => VerdictBuilder.Build(c)).WithSummary("What the contest says so far, in sentences.");
        return api;
    }

    private static IReadOnlyList<ArmView> Arms(IContest c) => c.View?.Arms ?? [];

    private static Results<Ok<ArmView>, ProblemHttpResult> Arm(IContest c, string name) =>
        c.View?.Arms.FirstOrDefault(a => a.Name == name) is { } arm ? TypedResults.Ok(arm) : Unknown(c, name);

    private static Results<Ok<List<CurveView>>, ProblemHttpResult> Equity(IContest c, string[]? arm, int points = 1000)
    {
        if (arm?.FirstOrDefault(a => IndexOf(c, a) < 0) is { } unknown) return Unknown(c, unknown);
        if (points is < 2 or > MostPoints) return TypedResults.Problem($"points={points} must be 2 to {MostPoints}.", statusCode: 400);
        var curves = new List<CurveView>();
        foreach (var settings in c.Arms.Select((a, i) => (a.Name, a.Capital, Index: i)))
        {
            if (arm is { Length: > 0 } && !arm.Contains(settings.Name)) continue;
            var curve = c.Tap.Curve(settings.Index).Points;
            var step = Math.Max(1, (int)Math.Ceiling(curve.Count / (double)points));
            var kept = curve.Where((_, i) => i % step == 0 || i == curve.Count - 1).ToList();
            var kind = c.View?.Arms[settings.Index].Kind ?? "classical";
            curves.Add(new CurveView(settings.Name, kind, (double)settings.Capital, [.. kept.Select(p => p.Time.ToMilliseconds())], [.. kept.Select(p => p.Equity)]));
        }

        return TypedResults.Ok(curves);
    }

    private static Results<Ok<List<FillView>>, ProblemHttpResult> Fills(IContest c, string? arm, int limit = 100) =>
        Rows(c, arm, limit, (most, index) => c.Tap.Fills(most, index < 0 ? null : f => f.Arm == index), f => ViewMapping.Of(f, c));

    private static Results<Ok<List<RoundTripView>>, ProblemHttpResult> RoundTrips(IContest c, string? arm, int limit = 100) =>
        Rows(c, arm, limit, (most, index) => c.Tap.RoundTrips(most, index < 0 ? null : t => t.Arm == index), t => ViewMapping.Of(t, c));

    private static Results<Ok<List<DecisionView>>, ProblemHttpResult> Decisions(IContest c, string? arm, string? outcome, int limit = 100) =>
        Rows(c, arm, limit, (most, index) => c.Tap.Decisions(most, d => (index < 0 || d.Arm == index) && (outcome is null || ViewMapping.Camel(d.Outcome) == outcome)), d => ViewMapping.Of(d, c));

    private static Results<Ok<List<EventView>>, ProblemHttpResult> Events(IContest c, string? arm, int limit = 100) =>
        Rows(c, arm, limit, (most, index) => c.Tap.Events(most, index < 0 ? null : e => EventMapping.ArmOf(e) == index), e => EventMapping.Of(e, c));

    /// <summary>Rows of the latest view, of one arm where one is named.</summary>
    private static Results<Ok<List<T>>, ProblemHttpResult> Of<T>(IContest c, string? arm, Func<LiveView, IReadOnlyList<T>> rows, Func<T, string?> armOf)
    {
        if (arm is not null && IndexOf(c, arm) < 0) return Unknown(c, arm);
        return TypedResults.Ok((c.View is { } view ? rows(view) : []).Where(r => arm is null || armOf(r) == arm).ToList());
    }

    private static Results<Ok<List<TView>>, ProblemHttpResult> Rows<TFact, TView>(IContest c, string? arm, int limit, Func<int, int, IReadOnlyList<TFact>> read, Func<TFact, TView> view)
    {
        if (limit is < 1 or > MostRows) return TypedResults.Problem($"limit={limit} must be 1 to {MostRows}.", statusCode: 400);
        var index = arm is null ? OperatorCommand.AllArms : IndexOf(c, arm);
        if (arm is not null && index < 0) return Unknown(c, arm);
        return TypedResults.Ok(read(limit, index).Select(view).ToList());
    }

    internal static int IndexOf(IContest c, string arm)
    {
        for (var i = 0; i < c.Arms.Count; i++)
        {
            if (c.Arms[i].Name == arm) return i;
        }

        return -1;
    }

    internal static ProblemHttpResult Unknown(IContest c, string arm) =>
        TypedResults.Problem($"There is no arm '{arm}'.{NearestName.Hint(arm, c.Arms.Select(a => a.Name))} There are: {string.Join(", ", c.Arms.Select(a => a.Name))}.", statusCode: 404);
}
