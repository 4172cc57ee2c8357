using Ats.Domain;
using Ats.Engine;

namespace Ats.Strategies.Ai;

/// <summary>
/// Trades the forecast itself: in when the move expected over the horizon is worth more than going in and out costs (fees of its way of
/// execution and spread) plus a margin; out when the forecast no longer points that way, is gone, or the horizon is over and a fresh one
/// would not pay. Everything it lets go is counted with its edge and cost. Rests its orders first; an entry that is not filled is let go.
/// Source: Grinold and Kahn (2000), "Active Portfolio Management": trade where the expected return exceeds the cost.
/// </summary>
public sealed class AiDirect(AiDirect.Settings settings) : Strategy
{
    private readonly long _horizon = settings.Horizon * Timestamp.NanosecondsPerSecond;
    private Forecast _forecast;
    private Timestamp _until;
    private double _level;
    private double _cost;

    public override int WarmUp => 1;

    public override MarketNeeds Needs => MarketNeeds.Forecasts;

    public override ExecutionPolicy Execution => settings.Policy;

    public override Forecast ForecastOf(int leg) => _forecast;

    public override void OnForecast(int leg, in Forecast forecast, Targets targets)
    {
        if (forecast.HorizonNanoseconds != _horizon) return;
        _forecast = forecast;
        _cost = targets.CostBps(leg);
        var next = forecast.IsGood ? Next(leg, targets) : 0;
        if (next != 0 && next != _level) _until = forecast.AsOf + _horizon;
        _level = next;
        targets.Set(leg, new Signal(_level).WithEdge(_level == 0 ? double.NaN : _level * forecast.ExpectedBps));
    }

    public override Reason Explain(int leg) => !_forecast.IsGood
        ? new Reason("there is no forecast any more")
        : new Reason("{0} bps expected, in and out costs {1} bps, asked for {2} bps more", _forecast.ExpectedBps, _cost, settings.Margin);

    private double Next(int leg, Targets targets)
    {
        var expected = _forecast.ExpectedBps;
        var side = expected < 0 && !settings.Short ? 0 : Math.Sign(expected);
        var pays = Math.Abs(expected) > _cost + settings.Margin;
        if (_level != 0 && side == _level)
        {
            if (_forecast.AsOf < _until) return _level;
            if (!pays) return 0;
            // Over, but a fresh one pays: it stays, or tries again where it was not filled.
            _until = _forecast.AsOf + _horizon;
            targets.Renew(leg);
            return _level;
        }

        if (pays || side == 0) return side;
        targets.Refuse(leg, Math.Abs(expected), new Reason("an edge of {0} bps over {1} s does not pay for the {2} bps of cost and margin", Math.Abs(expected), settings.Horizon, _cost + settings.Margin));
        return 0;
    }

    public sealed record Settings(int Horizon, double Margin, bool Maker, double Patience, bool Short)
    {
        public static StrategyParameter[] Parameters { get; } =
        [
            new("horizon", 15, 1, 86400, "how far ahead the forecast looks, seconds"),
            new("margin", 0.5, 0, 1000, "gain asked for beyond the cost, basis points"),
            new("maker", 1, 0, 1, "1 = rest orders first, 0 = take at once"),
            new("patience", 5, 0.1, 3600, "how long an order rests, seconds; then an entry is let go and an exit taken"),
            new("short", 1, 0, 1, "1 = go short on a fall expected (perpetuals only)"),
        ];

        internal ExecutionPolicy Policy { get; } = Maker ? ExecutionPolicy.PatientMaker(Patience, takesAtLimit: false) : ExecutionPolicy.Taker;

        public static Settings From(ParameterSet p) => new(p.Int("horizon"), p["margin"], p.Flag("maker"), p["patience"], p.Flag("short"));
    }
}
