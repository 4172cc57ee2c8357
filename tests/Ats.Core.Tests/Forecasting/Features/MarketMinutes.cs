using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Features;
using Ats.Simulation.Markets;

namespace Ats.Core.Tests.Forecasting.Features;

/// <summary>Six minutes of the synthetic market, two instruments, 25 levels every 100 ms.</summary>
public sealed class MarketMinutes
{
    public MarketMinutes()
    {
        var tape = new SyntheticTape(new SyntheticTapeSettings(41, 0.1) { Levels = 25, BookMilliseconds = 100 });
        var buffer = new MarketEvent[4096];
        var events = new List<MarketEvent>();
        for (var n = tape.Read(buffer); n > 0; n = tape.Read(buffer)) events.AddRange(buffer.AsSpan(0, n));
        Events = [.. events];
        Rows = Hand.Rows(Schema, Events);
    }

    public FeatureSchema Schema { get; } = FeatureSchemas.Book();

    public MarketEvent[] Events { get; }

    /// <summary>What the engine makes of all.</summary>
    internal List<Row> Rows { get; }
}
