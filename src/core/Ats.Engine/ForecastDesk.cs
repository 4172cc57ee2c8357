using Ats.Domain;

namespace Ats.Engine;

/// <summary>
/// Forecasts, from the engine's input to the strategies that listen: keeps the latest of every horizon, and says when one is good no longer.
/// One that comes after its validity, or behind a newer one, is not handed on.
/// </summary>
internal sealed class ForecastDesk(EngineSettings settings, InstrumentState[] instruments, ArmDesk desk, DecisionLog log, EngineTimers timers, Clock clock, DeskState state)
{
    private readonly InstrumentState[] _instruments = instruments;
    private readonly ArmDesk _desk = desk;
    private readonly DecisionLog _log = log;
    private readonly EngineTimers _timers = timers;
    private readonly Clock _clock = clock;
    private readonly DeskState _state = state;
    private readonly double _spreadAllowanceBps = settings.SpreadAllowanceBps;

    /// <summary>Takes a forecast, or word that there is none.</summary>
    public void Take(InstrumentState instrument, in Forecast told)
    {
        _state.Hash.Add(told.AsOf.Nanoseconds ^ (told.HorizonNanoseconds << 8) ^ (long)told.Status);
        _state.Hash.Add(told.ExpectedReturn);
        if (!told.IsGood) Lose(instrument, in told);
        else if (_clock.Now > told.ValidUntil) CountLate(instrument, in told);
        else Keep(instrument, in told);
        Plan();
        _desk.LookAtPatient(instrument);
    }

    /// <summary>Forecasts whose validity is over.</summary>
    public void Lapse(Timestamp now)
    {
        foreach (var instrument in _instruments)
        {
            foreach (var slot in instrument.Forecasts.States)
            {
                if (!slot.Latest.IsGood || now <= slot.Latest.ValidUntil) continue;
                slot.Lose(ForecastStatus.Expired);
                Tell(instrument, in slot.Latest);
            }

            Part(instrument, ForecastStatus.Expired);
        }

        Plan();
    }

    private void Keep(InstrumentState instrument, in Forecast forecast)
    {
        var board = instrument.Forecasts;
        var slot = board.Of(forecast.HorizonNanoseconds);
        if (slot.Latest.IsGood && forecast.AsOf <= slot.Latest.AsOf) return;
        slot.Take(in forecast);
        board.HadGood = true;
        Tell(instrument, in forecast);
    }

    private void Lose(InstrumentState instrument, in Forecast told)
    {
        foreach (var slot in instrument.Forecasts.States)
        {
            if (told.HorizonNanoseconds != 0 && slot.Latest.HorizonNanoseconds != told.HorizonNanoseconds) continue;
            if (!slot.Latest.IsGood) continue;
            slot.Lose(told.Status == ForecastStatus.Ok ? ForecastStatus.Degraded : told.Status);
            Tell(instrument, in slot.Latest);
        }

        Part(instrument, told.Status);
    }

    private void Tell(InstrumentState instrument, in Forecast forecast)
    {
        foreach (var leg in instrument.ForecastLegs)
        {
            var arm = leg.Arm;
            leg.RefreshCost(_spreadAllowanceBps);
            if (arm.Strategy.Needs == MarketNeeds.Forecasts) arm.Observe(leg, _clock.Now, settings);
            arm.Strategy.OnForecast(leg.Index, in forecast, arm.Targets);
            if (arm.Strategy.ForecastOf(leg.Index) is { Exists: true } used) leg.Forecasts = instrument.Forecasts.Find(used.HorizonNanoseconds);
            _desk.Consider(arm);
        }
    }

    /// <summary>From having forecasts to having none: each arm that listens is noted once, however many horizons are gone.</summary>
    private void Part(InstrumentState instrument, ForecastStatus why)
    {
        var board = instrument.Forecasts;
        if (!board.HadGood || board.HasGood) return;
        board.HadGood = false;
        var latest = board.States[0].Latest;
        foreach (var leg in instrument.ForecastLegs) Note(leg, why, (_clock.Now - latest.AsOf) / (double)Timestamp.NanosecondsPerSecond);
    }

    private void CountLate(InstrumentState instrument, in Forecast told)
    {
        foreach (var leg in instrument.ForecastLegs) Note(leg, ForecastStatus.Late, (_clock.Now - told.AsOf) / (double)Timestamp.NanosecondsPerSecond);
    }

    private void Note(ArmLeg leg, ForecastStatus why, double ageSeconds)
    {
        if (!_state.IsTrading) return;
        leg.Arm.ForecastGapCount++;
        var signal = leg.Arm.Targets[leg.Index];
        _log.Record(leg, in signal, leg.Target, DecisionOutcome.NoForecast, Verdict.Approved, default, new Reason(Words(why), ageSeconds));
    }

    private static string Words(ForecastStatus why) => why switch
    {
        ForecastStatus.Warming => "no forecast: the forecaster is warming up; the latest is {0} s old",
        ForecastStatus.Stale => "no forecast: the forecaster's data is stale; the latest is {0} s old",
        ForecastStatus.Late => "no forecast: it came too late, {0} s old",
        ForecastStatus.Degraded or ForecastStatus.Ok => "no forecast: the model is not trusted now; the latest is {0} s old",
        ForecastStatus.Expired => "no forecast: the latest, {0} s old, has expired",
        _ => throw new InvalidOperationException($"Unknown forecast status {why}."),
    };

    private void Plan()
    {
        var next = Timestamp.MaxValue;
        foreach (var instrument in _instruments)
        {
            var lapse = instrument.Forecasts.NextLapse();
            if (lapse < next) next = lapse;
        }

        _timers.NextLapse = next;
        _timers.Plan();
    }
}
