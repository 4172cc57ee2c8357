using Ats.Domain;

namespace Ats.Storage.Facts;

internal readonly struct CommandMap : IFactMap<OperatorCommand>
{
    public static JournalKind Kind => JournalKind.Command;

    public static string Name => "commands";

    public static void Write(IFactWriter writer, in OperatorCommand fact)
    {
        writer.Named("kind", fact.Kind);
        writer.Integer("arm", fact.Arm);
        writer.Time("time", fact.Time);
        writer.Integer("instrument", fact.Instrument);
        writer.Named("state", fact.State);
        writer.Named("side", fact.Side);
        writer.Named("type", fact.Type);
        writer.Named("time_in_force", fact.TimeInForce);
        writer.Quantity("quantity", fact.Quantity);
        writer.Price("price", fact.Price);
        writer.Flag("reduce_only", fact.ReduceOnly);
        writer.Order(fact.Order);
        writer.Text("actor", fact.Actor);
        writer.Text("note", fact.Note);
    }

    public static OperatorCommand Read(long sequence, IFactReader reader) => new(
        reader.Named<OperatorCommandKind>("kind"),
        reader.Small("arm"),
        reader.Time("time"))
    {
        Instrument = reader.Instrument("instrument"),
        State = reader.Named<TradingState>("state"),
        Side = reader.Named<Side>("side"),
        Type = reader.Named<OrderType>("type"),
        TimeInForce = reader.Named<TimeInForce>("time_in_force"),
        Quantity = reader.Quantity("quantity"),
        Price = reader.Price("price"),
        ReduceOnly = reader.Flag("reduce_only"),
        Order = reader.Order(),
        Actor = reader.Text("actor")!,
        Note = reader.Text("note")!,
    };
}
