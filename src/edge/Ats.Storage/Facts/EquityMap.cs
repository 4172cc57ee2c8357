using Ats.Domain;

namespace Ats.Storage.Facts;

internal readonly struct EquityMap : IFactMap<EquityPoint>
{
    public static JournalKind Kind => JournalKind.Equity;

    public static string Name => "equity";

    public static void Write(IFactWriter writer, in EquityPoint fact)
    {
        writer.Integer("arm", fact.Arm);
        writer.Time("time", fact.Time);
        writer.Real("equity", fact.Equity);
        writer.Real("exposure", fact.Exposure);
    }

    public static EquityPoint Read(long sequence, IFactReader reader) => new(reader.Small("arm"), reader.Time("time"), reader.Real("equity"), reader.Real("exposure"));
}
