using Ats.Domain;

namespace Ats.Storage.Facts;

internal readonly struct OrderEventMap : IFactMap<OrderEvent>
{
    public static JournalKind Kind => JournalKind.OrderEvent;

    public static string Name => "order_events";

    public static void Write(IFactWriter writer, in OrderEvent fact)
    {
        writer.Named("kind", fact.Kind);
        writer.Order(fact.Order);
        writer.Integer("instrument", fact.Instrument);
        writer.Time("exchange_time", fact.ExchangeTime);
        writer.Time("receive_time", fact.ReceiveTime);
        writer.Price("price", fact.Price);
        writer.Quantity("quantity", fact.Quantity);
        writer.Exact("fee", fact.Fee);
        writer.Named("liquidity", fact.Liquidity);
        writer.Named("reason", fact.Reason);
    }

    public static OrderEvent Read(long sequence, IFactReader reader) => new(
        reader.Named<OrderEventKind>("kind"),
        reader.Order(),
        reader.Instrument("instrument"),
        reader.Time("exchange_time"),
        reader.Time("receive_time"))
    {
        Price = reader.Price("price"),
        Quantity = reader.Quantity("quantity"),
        Fee = reader.Exact("fee"),
        Liquidity = reader.Named<Liquidity>("liquidity"),
        Reason = reader.Named<OrderRejectReason>("reason"),
    };
}
