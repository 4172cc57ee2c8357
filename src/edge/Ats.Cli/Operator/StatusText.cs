using System.Globalization;
using Ats.Server.Views;

namespace Ats.Cli.Operator;

/// <summary>The run and its health in lines of "what: how".</summary>
internal static class StatusText
{
    public static void Write(StatusView s, IReadOnlyList<ArmView> arms)
    {
        Line("run", $"{s.RunId}, {s.Version} {s.Commit}");
        Line("environment", s.Environment + (s.IsInventedMarket ? $", an invented market ({s.Market}, seed {s.Seed})" : s.Environment == "simulated" ? $", market {s.Market}" : ""));
        Line("trading", s.Fault is not null ? "STOPPED: " + s.Fault : s.IsTrading ? s.State : "warming up");
        Line("since", $"{s.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
        Line("arms", $"{arms.Count}: {string.Join(", ", arms.GroupBy(State).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}"))}; equity {Number(arms.Sum(a => a.Equity))}, fees {Number((double)arms.Sum(a => a.Fees))}, {arms.Sum(a => a.Fills)} fills");
        foreach (var feed in s.Feeds) Line(feed.Name, $"{feed.State}, {feed.Messages} messages{(feed.AgeMilliseconds is { } age ? $", last {Number(age)} ms ago" : "")}, {feed.Reconnects} reconnects, {feed.Gaps} gaps");
        Line("clock", s.Clock.OffsetMilliseconds is { } offset ? $"the exchange's is {offset.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture)} ms from ours" : "not measured");
        Line("engine", $"{s.Engine.Inputs} inputs, {s.Engine.Waiting} waiting, {Number(s.Engine.InputsPerSecond)} a second, state {s.Engine.StateHash}");
        Line("journal", $"{s.Journal.Store}, {s.Journal.Durable} entries durable, {s.Journal.Lag} behind");
        Line("books", s.Reconciliation.CheckedAt is null ? "not compared yet" : s.Reconciliation.IsEqual ? $"equal to the exchange's ({s.Reconciliation.Checks} checks)" : "DIFFERENT: " + string.Join("; ", s.Reconciliation.Differences.Select(d => $"{d.What} of {d.Of}: ours {d.Ours}, theirs {d.Theirs}")));
        if (s.Latency.OrderP50 is { } p50) Line("orders", $"{s.Latency.Orders} acknowledged, {Number(p50)} ms median, {Number(s.Latency.OrderP99 ?? p50)} ms p99 with the journal's part");
    }

    public static string State(ArmView arm) => arm.IsLiquidated ? "liquidated" : arm.IsFlattening ? "flattening" : arm.State;

    private static void Line(string name, string text) => Console.WriteLine($"{name + ":",-13}{text}");

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
