using Ats.Domain;

namespace Ats.Storage.Facts;

internal readonly struct OrderMap : IFactMap<OrderIntent>
{
    public static JournalKind Kind => JournalKind.Order;

    public static string Name => "orders";

    public static void Write(IFactWriter writer, in OrderIntent fact)
    {
        writer.Order(fact.Id);
        writer.Integer("instrument", fact.Instrument);
        writer.Named("side", fact.Side);
        writer.Named("type", fact.Type);
        writer.Named("time_in_force", fact.TimeInForce);
        writer.Quantity("quantity", fact.Quantity);
        writer.Price("price", fact.Price);
        writer.Price("decision_price", fact.DecisionPrice);
        writer.Time("decided_at", fact.DecidedAt);
        writer.Flag("reduce_only", fact.ReduceOnly);
        writer.Named("trigger_kind", fact.Trigger);
        writer.Price("trigger_price", fact.TriggerPrice);
        writer.Real("edge_bps", fact.EdgeBps);
    }

    public static OrderIntent Read(long sequence, IFactReader reader) => new(
        reader.Order(),
        reader.Instrument("instrument"),
        reader.Named<Side>("side"),
        reader.Named<OrderType>("type"),
        reader.Named<TimeInForce>("time_in_force"),
        reader.Quantity("quantity"),
        reader.Price("price"),
        reader.Price("decision_price"),
        reader.Time("decided_at"))
    {
        ReduceOnly = reader.Flag("reduce_only"),
        Trigger = reader.Named<TriggerKind>("trigger_kind"),
        TriggerPrice = reader.Price("trigger_price"),
        EdgeBps = reader.Real("edge_bps"),
    };
}
