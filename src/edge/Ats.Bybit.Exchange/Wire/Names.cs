using Ats.Bybit.Exchange.Core;
using Ats.Domain;

namespace Ats.Bybit.Exchange.Wire;

/// <summary>Enum values as Bybit spells them.</summary>
internal static class Names
{
    private static readonly string[] States = Enum.GetNames<OrderState>();
    private static readonly string[] Creates = Enum.GetNames<CreateKind>();
    private static readonly string[] Executions = Enum.GetNames<ExecutionKind>();
    private static readonly string[] Bases = Enum.GetNames<PriceBasis>();
    private static readonly string[] Smps = Enum.GetNames<SmpKind>();
    private static readonly string[] Cancels = Enum.GetNames<CancelKind>();
    private static readonly string[] Rejects = Enum.GetNames<RejectKind>().Select(n => "EC_" + n).ToArray();

    public static string Of(OrderState state) => States[(int)state];

    public static string Of(CreateKind kind) => Creates[(int)kind];

    public static string Of(ExecutionKind kind) => Executions[(int)kind];

    public static string Of(PriceBasis basis) => Bases[(int)basis];

    public static string Of(SmpKind kind) => Smps[(int)kind];

    public static string Of(CancelKind kind) => kind == CancelKind.None ? "UNKNOWN" : Cancels[(int)kind];

    public static string Of(RejectKind kind) => Rejects[(int)kind];

    public static string Of(Side side) => side == Side.Buy ? "Buy" : "Sell";

    public static string Of(OrderType type) => type == OrderType.Market ? "Market" : "Limit";

    public static string Of(FilterKind filter) => filter switch { FilterKind.TpslOrder => "tpslOrder", FilterKind.StopOrder => "StopOrder", _ => "Order" };

    public static string Of(StopKind stop) => stop switch { StopKind.None => "", StopKind.TpslOrder => "tpslOrder", _ => stop.ToString() };

    public static string Of(TimeInForce time) => time switch { TimeInForce.Ioc => "IOC", TimeInForce.Fok => "FOK", TimeInForce.PostOnly => "PostOnly", _ => "GTC" };

    public static string TickDirection(sbyte direction) => direction switch { > 0 => "PlusTick", < 0 => "MinusTick", _ => "ZeroPlusTick" };
}
