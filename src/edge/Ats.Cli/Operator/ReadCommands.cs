using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ats.Server.Views;

namespace Ats.Cli.Operator;

/// <summary><c>ats status</c>, <c>orders</c>, <c>positions</c>, <c>arms</c>, <c>decisions</c>, <c>fills</c>: the running contest on the command line.</summary>
internal static class ReadCommands
{
    private static readonly Option<int> Limit = new("--limit") { Description = "At most so many, newest first (1 to 500).", DefaultValueFactory = _ => 20 };
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<Command> Create() =>
    [
        OperatorOptions.Create("status", "Show the running contest and its health.", [OperatorOptions.Json], async (parsed, _, client) =>
        {
            if (parsed.GetValue(OperatorOptions.Json)) WriteJson(await client.ReadAsync("status"));
            else StatusText.Write(await client.ReadAsync<StatusView>("status"), await client.ReadAsync<ArmView[]>("arms"));
        }),
        List<OrderView>("orders", "List working orders.", "No order is working.", [Left("id"), Left("arm"), Left("instrument"), Left("side"), Left("type"), Left("in force"), Right("quantity"), Right("filled"), Right("price"), Left("status"), Left("since (UTC)")], o =>
            [o.Id, o.Arm, o.Instrument, o.Side, o.Type, o.TimeInForce + (o.ReduceOnly ? ", reduce-only" : ""), Text(o.Quantity), Text(o.Filled), o.Price is { } price ? Text(price) : "market", o.CancelRequested ? "cancel asked" : o.Status, Time(o.DecidedAt)]),
        List<PositionView>("positions", "List what the arms hold.", "No arm holds anything.", [Left("arm"), Left("instrument"), Right("quantity"), Right("entry"), Right("mark"), Right("unrealised"), Right("target")], p =>
            [p.Arm, p.Instrument, Text(p.Quantity), Text(p.AverageEntry), Text(p.Mark), p.UnrealizedPnl.ToString("0.00", CultureInfo.InvariantCulture), Text(p.Target)]),
        List<ArmView>("arms", "List the arms with equity, fees and state.", "There are no arms.", [Left("arm"), Left("kind"), Right("equity"), Right("net"), Right("drawdown"), Right("fees"), Right("orders"), Right("fills"), Right("trips"), Right("denied"), Left("state")], a =>
            [a.Name, a.Kind, Money(a.Equity), Percent(a.NetReturn), Percent(a.MaxDrawdown), Money((double)a.Fees), Text(a.Orders), Text(a.Fills), Text(a.RoundTrips), Text(a.Denials), StatusText.State(a)]),
        List<DecisionView>("decisions", "List the latest decisions with their reasons.", "Nothing was decided yet.", [Left("time (UTC)"), Left("arm"), Left("instrument"), Right("level"), Right("position"), Right("target"), Left("outcome"), Left("reason")], d =>
            [Time(d.Time), d.Arm, d.Instrument, d.Level is { } level ? level.ToString("0.###", CultureInfo.InvariantCulture) : "hold", Text(d.Position), Text(d.Target), d.Denial is null ? d.Outcome : $"denied: {d.Denial} ({d.Value:G6}, limit {d.Threshold:G6})", d.Reason]),
        List<FillView>("fills", "List the latest executions.", "Nothing was filled yet.", [Left("time (UTC)"), Left("arm"), Left("instrument"), Left("side"), Right("quantity"), Right("price"), Right("fee"), Left("liquidity"), Right("realised"), Left("order")], f =>
            [Time(f.Time), f.Arm, f.Instrument, f.Side, Text(f.Quantity), Text(f.Price), f.Fee.ToString("0.0000", CultureInfo.InvariantCulture), f.Liquidity, f.RealizedPnl.ToString("0.00", CultureInfo.InvariantCulture), f.Order]),
    ];

    private static Command List<T>(string name, string help, string none, IReadOnlyList<(string, bool)> columns, Func<T, string[]> cells)
    {
        var facts = typeof(T) == typeof(DecisionView) || typeof(T) == typeof(FillView);
        var byArm = typeof(T) != typeof(ArmView);
        Symbol[] options = [OperatorOptions.Json, .. byArm ? (Symbol[])[OperatorOptions.Arm] : [], .. facts ? (Symbol[])[Limit] : []];
        return OperatorOptions.Create(name, help, options, async (parsed, _, client) =>
        {
            var query = new List<string>();
            if (byArm && parsed.GetValue(OperatorOptions.Arm) is { } arm) query.Add("arm=" + Uri.EscapeDataString(arm));
            if (facts) query.Add(string.Create(CultureInfo.InvariantCulture, $"limit={parsed.GetValue(Limit)}"));
            var path = name + (query.Count == 0 ? "" : "?" + string.Join('&', query));
            if (parsed.GetValue(OperatorOptions.Json)) WriteJson(await client.ReadAsync(path));
            else TextTable.Write(columns, [.. (await client.ReadAsync<T[]>(path)).Select(cells)], none);
        });
    }

    private static void WriteJson(string text) => Console.WriteLine(JsonNode.Parse(text)!.ToJsonString(Indented));

    private static (string, bool) Left(string name) => (name, false);

    private static (string, bool) Right(string name) => (name, true);

    private static string Text(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Money(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (Math.Round(share * 100, 2) + 0.0).ToString("0.00", CultureInfo.InvariantCulture) + " %"; // No minus zero.

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
