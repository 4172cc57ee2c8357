using Ats.Domain;

namespace Ats.Storage.Facts;

internal readonly struct RoundTripMap : IFactMap<RoundTrip>
{
    public static JournalKind Kind => JournalKind.RoundTrip;

    public static string Name => "round_trips";

    public static void Write(IFactWriter writer, in RoundTrip fact)
    {
        writer.Integer("arm", fact.Arm);
        writer.Integer("instrument", fact.Instrument);
        writer.Named("side", fact.Side);
        writer.Time("open_time", fact.OpenTime);
        writer.Time("close_time", fact.CloseTime);
        writer.Quantity("quantity", fact.Quantity);
        writer.Real("entry_price", fact.EntryPrice);
        writer.Real("exit_price", fact.ExitPrice);
        writer.Exact("gross_pnl", fact.GrossPnl);
        writer.Exact("fees", fact.Fees);
        writer.Exact("funding", fact.Funding);
        writer.Real("mae", fact.Mae);
        writer.Real("mfe", fact.Mfe);
    }

    public static RoundTrip Read(long sequence, IFactReader reader) => new(
        sequence,
        reader.Small("arm"),
        reader.Instrument("instrument"),
        reader.Named<Side>("side"),
        reader.Time("open_time"),
        reader.Time("close_time"),
        reader.Quantity("quantity"),
        reader.Real("entry_price"),
        reader.Real("exit_price"),
        reader.Exact("gross_pnl"),
        reader.Exact("fees"),
        reader.Exact("funding"),
        reader.Real("mae"),
        reader.Real("mfe"));
}
