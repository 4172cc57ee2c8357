using Ats.Analytics;
using Ats.Domain;
using Ats.Server.Live;
using Ats.Server.Views;

namespace Ats.Server.Api;

/// <summary>Facts as views.</summary>
internal static class ViewMapping
{
    public static DecisionView Of(Decision d, IContest contest) => new(
        d.Sequence,
        d.Time.ToDateTime(),
        contest.Arms[d.Arm].Name,
        contest.Instruments[d.Instrument].Id.ToString(),
        Known(d.Level),
        d.Target.ToDecimal(),
        d.Position.ToDecimal(),
        d.Price.ToDecimal(),
        Known(d.EdgeBps),
        Known(d.CostBps),
        d.Reason.ToString(),
        Camel(d.Outcome),
        d.Verdict.IsApproved ? null : Camel(d.Verdict.Code),
        d.Verdict.IsApproved ? null : Known(d.Verdict.Value),
        d.Verdict.IsApproved ? null : Known(d.Verdict.Threshold),
        d.Order.IsNone ? null : d.Order.ToString(),
        Known(d.ForecastBps),
        d.HorizonNanoseconds > 0 ? d.HorizonNanoseconds / (double)Timestamp.NanosecondsPerSecond : null,
        d.ModelVersion > 0 ? $"v{d.ModelVersion:0000}" : null);

    public static FillView Of(Fill f, IContest contest) => new(
        f.Sequence,
        f.ExchangeTime.ToDateTime(),
        contest.Arms[f.Arm].Name,
        contest.Instruments[f.Instrument].Id.ToString(),
        f.Side == Side.Buy ? "buy" : "sell",
        f.Price.ToDecimal(),
        f.Quantity.ToDecimal(),
        f.Fee,
        Camel(f.Liquidity),
        f.RealizedPnl,
        f.Order.ToString());

    public static RoundTripView Of(RoundTrip t, IContest contest) => new(
        t.Sequence,
        contest.Arms[t.Arm].Name,
        contest.Instruments[t.Instrument].Id.ToString(),
        t.Side == Side.Buy ? "long" : "short",
        t.OpenTime.ToDateTime(),
        t.CloseTime.ToDateTime(),
        t.Quantity.ToDecimal(),
        t.EntryPrice,
        t.ExitPrice,
        t.GrossPnl,
        t.Fees,
        t.Funding,
        t.NetPnl,
        t.Mae,
        t.Mfe);

    public static double? Known(double value) => double.IsFinite(value) ? value : null;

    public static string Camel<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
