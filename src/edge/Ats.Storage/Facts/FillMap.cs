using Ats.Domain;

namespace Ats.Storage.Facts;

internal readonly struct FillMap : IFactMap<Fill>
{
    public static JournalKind Kind => JournalKind.Fill;

    public static string Name => "fills";

    public static void Write(IFactWriter writer, in Fill fact)
    {
        writer.Integer("arm", fact.Arm);
        writer.Integer("instrument", fact.Instrument);
        writer.Order(fact.Order);
        writer.Time("exchange_time", fact.ExchangeTime);
        writer.Time("receive_time", fact.ReceiveTime);
        writer.Named("side", fact.Side);
        writer.Price("price", fact.Price);
        writer.Quantity("quantity", fact.Quantity);
        writer.Exact("fee", fact.Fee);
        writer.Named("liquidity", fact.Liquidity);
        writer.Price("decision_price", fact.DecisionPrice);
        writer.Exact("realized_pnl", fact.RealizedPnl);
    }

    public static Fill Read(long sequence, IFactReader reader) => new(
        sequence,
        reader.Small("arm"),
        reader.Instrument("instrument"),
        reader.Order(),
        reader.Time("exchange_time"),
        reader.Time("receive_time"),
        reader.Named<Side>("side"),
        reader.Price("price"),
        reader.Quantity("quantity"),
        reader.Exact("fee"),
        reader.Named<Liquidity>("liquidity"),
        reader.Price("decision_price"),
        reader.Exact("realized_pnl"));
}
