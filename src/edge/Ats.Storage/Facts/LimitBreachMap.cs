using Ats.Domain;

namespace Ats.Storage.Facts;

internal readonly struct LimitBreachMap : IFactMap<LimitBreach>
{
    public static JournalKind Kind => JournalKind.LimitBreach;

    public static string Name => "limit_breaches";

    public static void Write(IFactWriter writer, in LimitBreach fact)
    {
        writer.Integer("arm", fact.Arm);
        writer.Text("limit_name", fact.Limit);
        writer.Real("value", fact.Value);
        writer.Real("threshold", fact.Threshold);
        writer.Text("cause", fact.Cause.Template);
        writer.Real("cause_a", fact.Cause.A);
        writer.Real("cause_b", fact.Cause.B);
        writer.Real("cause_c", fact.Cause.C);
        writer.Named("state", fact.State);
        writer.Time("time", fact.Time);
        writer.Flag("is_over", fact.IsOver);
    }

    public static LimitBreach Read(long sequence, IFactReader reader) => new(
        sequence,
        reader.Small("arm"),
        reader.Text("limit_name")!,
        reader.Real("value"),
        reader.Real("threshold"),
        new Reason(reader.Text("cause")!, reader.Real("cause_a"), reader.Real("cause_b"), reader.Real("cause_c")),
        reader.Named<TradingState>("state"),
        reader.Time("time"),
        reader.Flag("is_over"));
}
