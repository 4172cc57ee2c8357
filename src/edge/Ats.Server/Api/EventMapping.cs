using System.Globalization;
using Ats.Domain;
using Ats.Server.Live;
using Ats.Server.Views;

namespace Ats.Server.Api;

/// <summary>Breaches and commands as people read them.</summary>
internal static class EventMapping
{
    public static EventView Of(ContestEvent e, IContest contest) => e.Breach is { } breach ? Of(in breach, contest) : Of(e.Sequence, e.Command!.Value, contest);

    /// <summary>Index of the arm it is about; <see cref="OperatorCommand.AllArms"/> = all together.</summary>
    public static int ArmOf(ContestEvent e)
    {
        if (e.Breach is { } breach) return breach.Arm;
        var command = e.Command!.Value;
        return ArmOf(in command);
    }

    private static int ArmOf(in OperatorCommand c) => c.Kind == OperatorCommandKind.CancelOrder ? c.Order.Arm : c.Arm;

    private static EventView Of(in LimitBreach b, IContest contest) => new(
        b.Sequence,
        b.Time.ToDateTime(),
        "limit",
        ArmOf(b.Arm, contest),
        b.Limit,
        b.IsOver ? string.Create(CultureInfo.InvariantCulture, $"{b.Cause}: {b.Value:G6}, limit {b.Threshold:G6}") : b.Cause.ToString(),
        ViewBuilder.StateName(b.State),
        b.IsOver,
        null);

    private static EventView Of(long sequence, OperatorCommand c, IContest contest)
    {
        var (what, state) = c.Kind switch
        {
            OperatorCommandKind.SetState when c.State == TradingState.Active => ("resume", c.State),
            OperatorCommandKind.SetState => (c.State == TradingState.Halted ? "halt" : "reduceOnly", c.State),
            OperatorCommandKind.Flatten => ("flatten", TradingState.ReduceOnly),
            OperatorCommandKind.PlaceOrder => ("order", null),
            OperatorCommandKind.CancelOrder => ("cancel", null),
            OperatorCommandKind.CancelAll => ("cancelAll", null),
            OperatorCommandKind.BeginTrading => ("begin", null),
            OperatorCommandKind.EndTrading => ("end", null),
            OperatorCommandKind.ChangeRules => ("rules", (TradingState?)null),
            _ => (ViewMapping.Camel(c.Kind), null),
        };
        return new EventView(sequence, c.Time.ToDateTime(), "command", ArmOf(ArmOf(in c), contest), what, Detail(in c, contest), state is { } s ? ViewBuilder.StateName(s) : null, false, c.Actor);
    }

    private static string Detail(in OperatorCommand c, IContest contest) => c.Kind switch
    {
        OperatorCommandKind.PlaceOrder => With($"{(c.Side == Side.Buy ? "buy" : "sell")} {c.Quantity} {InstrumentOf(in c, contest)}{(c.Type == OrderType.Limit ? $" at {c.Price}" : " at the market")}{(c.ReduceOnly ? ", reduce only" : "")}", c.Note),
        OperatorCommandKind.CancelOrder => With($"order {c.Order}", c.Note),
        OperatorCommandKind.ChangeRules => $"{InstrumentOf(in c, contest)}: {c.Note}",
        _ => c.Note,
    };

    private static string With(string text, string note) => note.Length == 0 ? text : $"{text}: {note}";

    private static string InstrumentOf(in OperatorCommand c, IContest contest) =>
        c.Instrument >= 0 && c.Instrument < contest.Instruments.Count ? contest.Instruments[c.Instrument].Id.ToString() : "";

    private static string? ArmOf(int arm, IContest contest) => arm >= 0 && arm < contest.Arms.Count ? contest.Arms[arm].Name : null;
}
