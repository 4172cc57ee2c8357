using Ats.Domain;

namespace Ats.Storage.Facts;

internal readonly struct LedgerMap : IFactMap<LedgerEntry>
{
    public static JournalKind Kind => JournalKind.Ledger;

    public static string Name => "ledger";

    public static void Write(IFactWriter writer, in LedgerEntry fact)
    {
        writer.Integer("arm", fact.Arm);
        writer.Time("time", fact.Time);
        writer.Named("from_account", fact.From);
        writer.Named("to_account", fact.To);
        writer.Text("asset", fact.Asset.Code);
        writer.Exact("amount", fact.Amount);
        writer.Order(fact.Order);
    }

    public static LedgerEntry Read(long sequence, IFactReader reader) => new(
        sequence,
        reader.Small("arm"),
        reader.Time("time"),
        reader.Named<LedgerAccount>("from_account"),
        reader.Named<LedgerAccount>("to_account"),
        new Asset(reader.Text("asset")!),
        reader.Exact("amount"),
        reader.Order());
}
