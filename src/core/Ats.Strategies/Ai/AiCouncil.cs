using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies.Ai;

/// <summary>
/// Forecasts of all horizons and classical strategies vote at each bar. A voter's weight is what its votes have brought lately: the mean,
/// exponentially weighted, of vote times the return of the bar after it; who has lost has no weight, and before a first half-life nothing is
/// done; who has no opinion yet does not vote. In when the weighted vote is clear, out when it is not any more. Without forecasts the strategies vote alone.
/// Source: weighted majority, Littlestone and Warmuth (1994); Cesa-Bianchi and Lugosi (2006), "Prediction, Learning, and Games".
/// </summary>
public sealed class AiCouncil : Strategy
{
    private readonly Settings _settings;
    private readonly Shadow[] _members;
    private readonly ForecastVotes _forecasts = new();
    private readonly Skill[] _skills;
    private readonly double[] _votes;
    private readonly double _decay;
    private double _close = double.NaN;
    private double _level;
    private double _score;
    private double _weight;
    private int _bars;
    private Forecast _used;

    public AiCouncil(Settings settings, IReadOnlyList<Strategy> members)
    {
        _settings = settings;
        _members = [.. members.Select(m => new Shadow(m))];
        _skills = new Skill[_members.Length + ForecastVotes.Most];
        _votes = new double[_skills.Length];
        _decay = Math.Pow(0.5, 1.0 / settings.HalfLife);
        WarmUp = _members.Min(m => m.WarmUp) + settings.HalfLife;
    }

    public override int WarmUp { get; }

    public override MarketNeeds Needs => MarketNeeds.Bars | MarketNeeds.Forecasts;

    public override Forecast ForecastOf(int leg) => _used;

    public override void OnForecast(int leg, in Forecast forecast, Targets targets) => _forecasts.Take(in forecast);

    public override void OnBar(int leg, in Bar bar, Targets targets)
    {
        var close = bar.Close.ToDouble();
        if (!double.IsNaN(_close)) Judge(Math.Log(close / _close));
        _close = close;
        foreach (var member in _members) member.OnBar(in bar);
        Vote();
        if (++_bars < WarmUp) return;
        if (_level * _score < _settings.Exit) _level = 0;
        if (_level == 0 && Math.Abs(_score) >= _settings.Enter) _level = _score < 0 && !_settings.Short ? 0 : Math.Sign(_score);
        targets.Set(leg, new Signal(_level));
    }

    public override Reason Explain(int leg) => new("weighted vote {0}, of which forecasts {1}; opens at {2}", _score, _weight, _settings.Enter);

    /// <summary>What each vote of the bar before has brought.</summary>
    private void Judge(double change)
    {
        for (var i = 0; i < _votes.Length; i++)
        {
            if (!double.IsNaN(_votes[i])) _skills[i].Add(_votes[i] * change, _decay);
        }
    }

    private void Vote()
    {
        double sum = 0, total = 0, forecasts = 0, best = 0;
        _used = default;
        for (var i = 0; i < _votes.Length; i++)
        {
            var horizon = i - _members.Length;
            _votes[i] = horizon < 0 ? _members[i].Signal.Level : horizon < _forecasts.Count ? _forecasts.Vote(horizon) : double.NaN;
            var weight = Math.Max(0, _skills[i].Value);
            if (double.IsNaN(_votes[i]) || weight == 0) continue;
            sum += weight * _votes[i];
            total += weight;
            if (horizon < 0) continue;
            forecasts += weight;
            if (weight <= best) continue;
            best = weight;
            _used = _forecasts[horizon];
        }

        _score = total > 0 ? Math.Clamp(sum / total, -1, 1) : 0;
        _weight = total > 0 ? forecasts / total : 0;
    }

    public sealed record Settings(int HalfLife, double Enter, double Exit, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("half-life", 30, 2, 10000, "bars after which a result counts half"),
            new("enter", 0.4, 0.01, 1, "weighted vote that opens"),
            new("exit", 0.1, 0, 0.99, "weighted vote below which the position closes"),
            new("short", 1, 0, 1, "1 = go short on a negative vote (perpetuals only)"),
        ];

        public static Settings From(ParameterSet p) => p["exit"] < p["enter"]
            ? new Settings(p.Int("half-life"), p["enter"], p["exit"], p.Flag("short"))
            : throw new ParameterException($"exit={p["exit"]} must be smaller than enter={p["enter"]}");
    }
}
