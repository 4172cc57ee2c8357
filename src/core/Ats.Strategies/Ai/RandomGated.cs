using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies.Ai;

/// <summary>
/// Control: the twin of <see cref="AiGated"/>. The same classical strategy, refused by lot as often as the forecaster has refused its twin so
/// far (a private copy of which sees the same market and forecasts). What the veto is worth is the difference between the two.
/// Source: random entry in Aronson (2006), "Evidence-Based Technical Analysis".
/// </summary>
public sealed class RandomGated : GatedStrategy
{
    /// <summary>How strongly its chance of a refusal leans towards as many as its twin has, per refusal.</summary>
    private const double Pull = 0.2;

    private readonly AiGated _rival;
    private readonly Targets _rivalTargets = new(1);
    private readonly ulong _seed;
    private Rng? _random;
    private double _rate;
    private long _refused;
    private long _proposed;

    /// <param name="settings">Those of the twin.</param>
    /// <param name="inner">Its own copy of the classical strategy.</param>
    /// <param name="rivals">The twin's copy.</param>
    /// <param name="seed">For the lots.</param>
    public RandomGated(AiGated.Settings settings, Strategy inner, Strategy rivals, ulong seed)
        : base(inner)
    {
        _rival = new AiGated(settings, rivals);
        _seed = seed;
    }

    // It knows the twin's past alone: what stood before the event that both are asked at.
    public override void OnBar(int leg, in Bar bar, Targets targets)
    {
        Remember();
        base.OnBar(leg, in bar, targets);
        _rival.OnBar(leg, in bar, _rivalTargets);
    }

    public override void OnTrade(int leg, in PublicTrade trade, Targets targets)
    {
        Remember();
        base.OnTrade(leg, in trade, targets);
        _rival.OnTrade(leg, in trade, _rivalTargets);
    }

    public override void OnQuote(int leg, in Quote quote, Targets targets)
    {
        Remember();
        base.OnQuote(leg, in quote, targets);
        _rival.OnQuote(leg, in quote, _rivalTargets);
    }

    public override void OnBook(int leg, OrderBook book, Timestamp now, Targets targets)
    {
        Remember();
        base.OnBook(leg, book, now, targets);
        _rival.OnBook(leg, book, now, _rivalTargets);
    }

    public override void OnForecast(int leg, in Forecast forecast, Targets targets)
    {
        // A fresh instance after a hole in the data starts at another time, and so draws other numbers than the one before it.
        _random ??= new Rng(_seed ^ (ulong)forecast.AsOf.Nanoseconds);
        Remember();
        var could = _rival.CanAsk;
        _rival.OnForecast(leg, in forecast, _rivalTargets);
        if (!could && _rival.CanAsk) Follow(targets);
    }

    public override Reason Explain(int leg) => InnerReason;

    protected override bool? Allows(double level)
    {
        if (!_rival.CanAsk) return null;
        // Before anything is known, one in two; then what was seen, a little more or less where its own refusals lag behind or run ahead.
        var rate = (_refused + 0.5) / (_proposed + 1.0);
        _rate = Math.Clamp(rate + (Pull * ((rate * Proposed) - Refused)), 0.02, 0.98);
        return _random!.NextDouble() >= _rate;
    }

    protected override (double EdgeBps, Reason Why) WhyRefused(double level) => (double.NaN, new Reason("refused by lot: level {0} is wanted, one in {1} is refused", level, 1 / _rate));

    private void Remember() => (_refused, _proposed) = (_rival.Refused, _rival.Proposed);
}
