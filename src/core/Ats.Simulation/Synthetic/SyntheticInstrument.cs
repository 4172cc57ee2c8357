using Ats.Domain;

namespace Ats.Simulation.Synthetic;

/// <summary>One instrument of the invented market: value, variance, order-flow pressure, and the book and trades drawn from them.</summary>
internal sealed class SyntheticInstrument(short index, double price, double tick, double lot, double typicalSize, Rng random)
{
    private const int Levels = 10;
    private const double BaseVariance = 0.37e-4 * 0.37e-4; // per quarter second: about 2.9 bp in 15 s
    private double _log = Math.Log(price);
    private double _variance = BaseVariance;
    private double _pressure;
    private long _tradeId;

    public short Index { get; } = index;

    public void Step(double common, double own, double season)
    {
        // Pressure is the memory of order flow (half-life about ten seconds); part of it leaks into the drift, most at its extremes.
        _pressure = (0.983 * _pressure) + (0.183 * random.NextNormal());
        var shock = (0.75 * common) + (0.66 * own);
        var sigma = Math.Sqrt(_variance) * season;
        var move = sigma * (shock + (0.022 * _pressure) + (0.012 * _pressure * Math.Abs(_pressure)));
        _log += move;
        _variance = (0.004 * BaseVariance) + (0.03 * Math.Min(_variance * shock * shock, 400 * BaseVariance)) + (0.966 * _variance);
    }

    public void EmitTrade(Queue<MarketEvent> events, Timestamp time, Timestamp received)
    {
        var buys = random.NextDouble() < 0.5 + (0.22 * Math.Tanh(_pressure));
        var size = typicalSize * Math.Exp(1.1 * random.NextNormal());
        var mid = Math.Exp(_log);
        events.Enqueue(MarketEvent.FromTrade(Index, time, received, ToTick(buys ? mid + (tick / 2) : mid - (tick / 2)), ToLot(size), buys ? Side.Buy : Side.Sell, ++_tradeId));
    }

    /// <summary>A ten-level snapshot around the value: the side under pressure is thicker.</summary>
    public void EmitBook(Queue<MarketEvent> events, Timestamp time, Timestamp received)
    {
        var mid = Math.Exp(_log);
        var bid = Math.Floor(mid / tick) * tick;
        var lean = 0.8 * Math.Tanh(0.8 * _pressure);
        for (var level = 0; level < Levels; level++)
        {
            var flags = MarketEventFlags.Snapshot | (level == 0 ? MarketEventFlags.Clear : MarketEventFlags.None);
            Emit(events, time, received, Side.Buy, bid - (level * tick), level, lean, flags);
            Emit(events, time, received, Side.Sell, bid + ((level + 1) * tick), level, -lean, MarketEventFlags.Snapshot | (level == Levels - 1 ? MarketEventFlags.Last : MarketEventFlags.None));
        }
    }

    private void Emit(Queue<MarketEvent> events, Timestamp time, Timestamp received, Side side, double at, int level, double lean, MarketEventFlags flags)
    {
        var size = typicalSize * (4 + (2 * level)) * (1 + lean) * Math.Exp(0.5 * random.NextNormal());
        events.Enqueue(MarketEvent.FromBookLevel(Index, time, received, side, ToTick(at), ToLot(size), flags));
    }

    private Price ToTick(double value) => new((long)Math.Round(value / tick) * (long)Math.Round(tick * Price.Scale));

    private Quantity ToLot(double value) => new(Math.Max(1, (long)Math.Round(value / lot)) * (long)Math.Round(lot * Quantity.Scale));
}
