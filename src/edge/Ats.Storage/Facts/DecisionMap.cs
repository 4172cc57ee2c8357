using Ats.Domain;

namespace Ats.Storage.Facts;

internal readonly struct DecisionMap : IFactMap<Decision>
{
    public static JournalKind Kind => JournalKind.Decision;

    public static string Name => "decisions";

    public static void Write(IFactWriter writer, in Decision fact)
    {
        writer.Integer("arm", fact.Arm);
        writer.Integer("instrument", fact.Instrument);
        writer.Time("time", fact.Time);
        writer.Real("level", fact.Level);
        writer.Quantity("target", fact.Target);
        writer.Quantity("position", fact.Position);
        writer.Price("price", fact.Price);
        writer.Real("edge_bps", fact.EdgeBps);
        writer.Real("cost_bps", fact.CostBps);
        writer.Text("reason", fact.Reason.Template);
        writer.Real("reason_a", fact.Reason.A);
        writer.Real("reason_b", fact.Reason.B);
        writer.Real("reason_c", fact.Reason.C);
        writer.Named("outcome", fact.Outcome);
        writer.Named("denial", fact.Verdict.Code);
        writer.Real("denial_value", fact.Verdict.Value);
        writer.Real("denial_threshold", fact.Verdict.Threshold);
        writer.Order(fact.Order);
        writer.Integer("model", fact.ModelVersion);
        writer.Integer("forecast_horizon", fact.HorizonNanoseconds);
        writer.Real("forecast_bps", fact.ForecastBps);
    }

    public static Decision Read(long sequence, IFactReader reader) => new(
        sequence,
        reader.Small("arm"),
        reader.Instrument("instrument"),
        reader.Time("time"),
        reader.Real("level"),
        reader.Quantity("target"),
        reader.Quantity("position"),
        reader.Price("price"),
        reader.Real("edge_bps"),
        reader.Real("cost_bps"),
        new Reason(reader.Text("reason")!, reader.Real("reason_a"), reader.Real("reason_b"), reader.Real("reason_c")),
        reader.Named<DecisionOutcome>("outcome"),
        new Verdict(reader.Named<DenialCode>("denial"), reader.Real("denial_value"), reader.Real("denial_threshold")),
        reader.Order())
    {
        // Journals from before there were forecasts have none of these.
        ModelVersion = reader.Has("model") ? reader.Small("model") : 0,
        HorizonNanoseconds = reader.Has("forecast_horizon") ? reader.Integer("forecast_horizon") : 0,
        ForecastBps = reader.Has("forecast_bps") ? reader.Real("forecast_bps") : double.NaN,
    };
}
