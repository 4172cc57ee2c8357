using Ats.Domain;
using Ats.Edge.Tests.MarketData;
using Ats.Forecasting.Features;
using Ats.MarketData;

namespace Ats.Edge.Tests.Mlops.Live;

/// <summary>The rows a training sees in a recorded tape: their times and hashes.</summary>
internal static class TapeRows
{
    /// <param name="passed">Rows of seconds up to here came due because time passed.</param>
    public static List<(string AsOf, string Hash)> Of(string folder, string symbol, Timestamp passed)
    {
        using var market = MarketDataSet.Open(folder);
        var index = (short)market.Instruments.ToList().FindIndex(i => i.Id.Symbol == symbol);
        var engine = new SampleBuilder(market.Instruments[index], index, FeatureSchemas.Book()).Engine;
        var rows = new List<(string, string)>();
        foreach (var e in Scratch.ReadAll(market.CreateSource()))
            while (engine.MoveNext(in e)) rows.Add((engine.Time.ToString(), engine.RowHash.ToString("x16")));
        while (engine.MoveNext(passed + 1)) rows.Add((engine.Time.ToString(), engine.RowHash.ToString("x16")));
        return rows;
    }
}
