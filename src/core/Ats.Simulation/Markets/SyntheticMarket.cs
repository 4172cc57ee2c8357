using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>
/// A living market of simulated participants with the known facts of real ones: BTCUSDT and ETHUSDT, correlated, each as linear perpetual
/// and spot around one efficient price; makers on a fifty-level ladder, takers whose signs have a long memory, sweeps, volatility in
/// clusters, fat tails, a season of the day, funding that follows the premium. A part of the next returns follows from a hidden state that
/// book and trades show in part, nonlinearly and with memory; <see cref="BestR2"/> says how much of the variance that is. See <see cref="MarketDynamics"/>.
/// </summary>
/// <remarks>
/// A step is 100 ms and changes some 20 to 60 book levels an instrument. Accounts' orders rest in the same books; what they take moves
/// the makers' centre by about 1 bp a million USDT (linear BTC), with a half-life of 20 s. After a restart the market goes on from the last
/// prices with states drawn anew from seed and moment.
/// </remarks>
public sealed class SyntheticMarket : IMarketSource
{
    private const long StepNanoseconds = 100 * Timestamp.NanosecondsPerMillisecond;
    private const double StepSeconds = 0.1;
    private static readonly double[] CoinBusyness = [1.0, 0.6];
    private readonly SyntheticMarketSettings _settings;
    private readonly PressureModel _model;
    private readonly SyntheticVenue[] _venues;
    private HiddenMarket _hidden;
    private IReadOnlyList<Bar>[]? _history;

    public SyntheticMarket(SyntheticMarketSettings settings)
    {
        if (settings.HistoryDays is < 0 or > 365) throw new ArgumentException($"historyDays={settings.HistoryDays} must be 0 to 365.", nameof(settings));
        if (settings.Dynamics.BestR2 is not (> 0 and < 0.2)) throw new ArgumentException($"bestR2={settings.Dynamics.BestR2} must be above 0 and below 0.2.", nameof(settings));
        _settings = settings;
        Instruments = StandardInstruments.Create().Where(i => settings.IncludeSpot || i.Kind != ContractKind.Spot).ToArray();
        _model = new PressureModel(settings.Dynamics, StepSeconds);
        _hidden = NewHidden(_model, settings.StartPrices, Random(1));
        _venues = Instruments.Select((rules, i) => new SyntheticVenue((short)i, rules, CoinBusyness[Coin(i)] * (rules.Kind == ContractKind.Spot ? 0.4 : 1), StepSeconds, Random(16 + (ulong)i))).ToArray();
    }

    public IReadOnlyList<Instrument> Instruments { get; }

    public Timestamp NextStep { get; private set; }

    /// <summary>
    /// The best R^2 that any predictor of an instrument's mid return over a horizon (seconds, 1 to 900) can reach: variance of the mean
    /// given the whole hidden state over the variance of the return, computed from the laws of the state. At 15 s it is within a few
    /// thousandths of <see cref="MarketDynamics.BestR2"/>; what the basis and the makers' band of 0.15 bp add or take is below 1e-3.
    /// </summary>
    public double BestR2(short instrument, double horizonSeconds)
    {
        if (horizonSeconds is not (>= 1 and <= 900)) throw new ArgumentOutOfRangeException(nameof(horizonSeconds));
        var d = _settings.Dynamics;
        var (explained, total) = _model.Variances(horizonSeconds);
        if (Instruments[instrument].Kind == ContractKind.Spot) return explained / total;
        foreach (var (bp, halfLife) in new[] { (d.FastBasisBp, d.FastBasisHalfLifeSeconds), (d.SlowBasisBp, d.SlowBasisHalfLifeSeconds) })
        {
            var share = bp / _settings.Deviations15Bp[Coin(instrument)];
            var (variance, lost) = (share * share, 1 - MarketDynamics.Keep(halfLife, horizonSeconds));
            explained += variance * lost * lost;
            total += 2 * variance * lost;
        }

        return explained / total;
    }

    /// <summary>
    /// For tests and for judging forecasters: the expected log return of an instrument's mid from the last step on, given the whole hidden
    /// state. No predictor that sees only the market can know it, and the exchange never tells it.
    /// </summary>
    public double ExpectedReturn(short instrument, double horizonSeconds) =>
        _venues[instrument].ExpectedReturn(_hidden.Coins[Coin(instrument)], _model, _settings.Dynamics, horizonSeconds);

    public void Open(MarketOpening opening, IMarketDesk desk)
    {
        var fresh = opening.LastPrices is null;
        if (_history is null) MakeHistory(opening.Start);
        if (!fresh) Resume(opening);
        for (var i = 0; i < _venues.Length; i++) _venues[i].Open(desk, _hidden.Coins[Coin(i)]);
        NextStep = opening.Now + StepNanoseconds;
    }

    public void Step(Timestamp now, IMarketDesk desk)
    {
        _hidden.Step(now.Nanoseconds % Timestamp.NanosecondsPerDay * 1e-9);
        for (var i = 0; i < _venues.Length; i++) _venues[i].Step(desk, _hidden.Coins[Coin(i)]);
        NextStep = now + StepNanoseconds;
    }

    public void OnFill(in ParticipantFill fill) => _venues[fill.Instrument].OnFill(fill);

    public Price IndexPrice(short instrument) => Instruments[instrument].RoundToTick(Price.FromDouble(Math.Exp(_hidden.Coins[Coin(instrument)].LogPrice)));

    public decimal FundingRate(short instrument) => _venues[instrument].FundingRate;

    public IReadOnlyList<Bar> History(short instrument) => _history?[instrument] ?? throw new InvalidOperationException("The market is not open yet.");

    private static int Coin(int instrument) => instrument % 2;

    private Rng Random(ulong stream) => new((_settings.Seed * 0x9E3779B97F4A7C15UL) + stream);

    private HiddenMarket NewHidden(PressureModel model, IReadOnlyList<double> prices, Rng random) => new(_settings.Dynamics, model, prices, _settings.Deviations15Bp, random);

    private void MakeHistory(Timestamp start)
    {
        var past = NewHidden(new PressureModel(_settings.Dynamics, MarketPast.StepSeconds), _settings.StartPrices, Random(2));
        _history = MarketPast.Make(past, _venues, start, _settings.HistoryDays, Random(3), _settings.StartPrices);
        _hidden.TakeOver(past);
    }

    /// <summary>States from their stationary laws, drawn by seed and moment; prices and basis from the last trades.</summary>
    private void Resume(MarketOpening opening)
    {
        var seed = (_settings.Seed * 0x9E3779B97F4A7C15UL) ^ (ulong)opening.Now.Nanoseconds;
        var prices = _settings.StartPrices.ToArray();
        for (var i = 0; i < _venues.Length; i++)
        {
            // Spot comes after linear and is the index itself, where there is spot.
            if (opening.LastPrices![i].Raw > 0) prices[Coin(i)] = opening.LastPrices[i].ToDouble();
        }

        _hidden = NewHidden(_model, prices, new Rng(seed));
        for (var i = 0; i < _venues.Length; i++)
        {
            var coin = _hidden.Coins[Coin(i)];
            if (!_venues[i].IsPerpetual || opening.LastPrices![i].Raw <= 0) continue;
            var basis = Math.Log(opening.LastPrices[i].ToDouble() / prices[Coin(i)]);
            (coin.SlowBasis, coin.FastBasis) = (Math.Clamp(basis, -0.003, 0.003), 0);
        }
    }
}
