using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies.Ai;

/// <summary>
/// Runs classical strategies as shadows on virtual books and does what the best of them does. Best is who earned most lately after costs, per
/// bar, half by the record in the present regime (calm or lively, drifting or not) and half overall; cash, which earns nothing, is one of
/// them. It switches only when another is better by a margin and the present one has had its time. No forecaster is needed.
/// Source: follow the leader with costs of switching, Cesa-Bianchi and Lugosi (2006), "Prediction, Learning, and Games"; regimes after
/// Kritzman, Page and Turkington (2012), "Regime Shifts".
/// </summary>
public sealed class AiSelector : Strategy
{
    private const double Bps = 1e4;
    private const int Cash = -1;

    private readonly Settings _settings;
    private readonly Shadow[] _candidates;
    private readonly MarketRegime _regime;
    private readonly Skill[] _overall;
    private readonly Skill[] _byRegime;
    private readonly double[] _levels;
    private readonly double _decay;
    private double _close = double.NaN;
    private int _chosen = Cash;
    private int _kept;
    private int _bars;
    private double _score;

    public AiSelector(Settings settings, IReadOnlyList<Strategy> candidates)
    {
        _settings = settings;
        _candidates = [.. candidates.Select(c => new Shadow(c))];
        _regime = new MarketRegime(settings.Regime);
        _overall = new Skill[_candidates.Length];
        _byRegime = new Skill[_candidates.Length * MarketRegime.Count];
        _levels = new double[_candidates.Length];
        _decay = Math.Pow(0.5, 1.0 / settings.HalfLife);
        WarmUp = _candidates.Min(c => c.WarmUp) + settings.HalfLife;
    }

    public override int WarmUp { get; }

    public override void OnBar(int leg, in Bar bar, Targets targets)
    {
        var close = bar.Close.ToDouble();
        var change = double.IsNaN(_close) ? 0 : Math.Log(close / _close);
        var cost = targets.CostBps(leg) / 2;
        for (var i = 0; i < _candidates.Length; i++) Keep(i, in bar, change, cost);
        _close = close;
        _regime.Update(change);
        if (++_bars < WarmUp) return;
        Choose();
        var signal = _chosen == Cash ? Signal.Flat : _candidates[_chosen].Signal;
        targets.Set(leg, signal.IsHold ? Signal.Flat : signal);
    }

    public override Reason Explain(int leg) => _chosen == Cash
        ? new Reason("cash: in regime {0} no strategy has earned its costs lately", _regime.Value)
        : new Reason("follows strategy {0} of its list, {1} bps a bar lately, in regime {2}", _chosen + 1, _score, _regime.Value);

    /// <summary>The virtual book of one: what the level it held has brought, less what changing it costs.</summary>
    private void Keep(int index, in Bar bar, double change, double cost)
    {
        var held = _levels[index];
        _candidates[index].OnBar(in bar);
        var signal = _candidates[index].Signal;
        var level = signal.IsHold ? held : _settings.Short ? signal.Level : Math.Max(signal.Level, 0);
        var result = (held * change * Bps) - (Math.Abs(level - held) * cost);
        _levels[index] = level;
        _overall[index].Add(result, _decay);
        _byRegime[(index * MarketRegime.Count) + _regime.Value].Add(result, _decay);
    }

    private void Choose()
    {
        _kept++;
        var best = Cash;
        for (var i = 0; i < _candidates.Length; i++)
        {
            if (Score(i) > Score(best)) best = i;
        }

        if (best != _chosen && _kept >= _settings.Stay && Score(best) > Score(_chosen) + _settings.Margin)
        {
            _chosen = best;
            _kept = 0;
        }

        _score = Score(_chosen);
    }

    private double Score(int index) => index == Cash ? 0 : (_overall[index].Value + _byRegime[(index * MarketRegime.Count) + _regime.Value].Value) / 2;

    public sealed record Settings(int HalfLife, int Regime, int Stay, double Margin, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("half-life", 60, 2, 10000, "bars after which a result counts half"),
            new("regime", 30, 2, 5000, "half-life of the volatility and drift that tell the regime, bars"),
            new("stay", 10, 0, 10000, "least bars between switches"),
            new("margin", 0.05, 0, 100, "how much better another must be, basis points a bar"),
            new("short", 1, 0, 1, "1 = follow shorts too (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => new(p.Int("half-life"), p.Int("regime"), p.Int("stay"), p["margin"], p.Flag("short"));
    }
}
