using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>
/// The simplest living market: BTCUSDT and ETHUSDT, each as spot and linear perpetual around one seeded random walk per coin, quoted by a
/// ladder of maker orders and hit by takers that know nothing. No pattern in it can be traded; it exists so that an exchange runs.
/// </summary>
public sealed class RandomWalkMarket : IMarketSource
{
    private const long StepNanoseconds = 100 * Timestamp.NanosecondsPerMillisecond;
    private readonly WalkCoin[] _coins;
    private readonly WalkLadder[] _ladders;

    /// <param name="seed">Same seed, same market.</param>
    /// <param name="historyDays">Days of one-minute bars before the start, 1 to 365.</param>
    public RandomWalkMarket(ulong seed, int historyDays = 30)
    {
        if (historyDays is < 1 or > 365) throw new ArgumentException($"historyDays={historyDays} must be 1 to 365.", nameof(historyDays));
        _coins = [new WalkCoin(95_000, historyDays, new Rng(seed ^ 0xB7C)), new WalkCoin(3_300, historyDays, new Rng(seed ^ 0xE74))];
        _ladders = Instruments.Select((instrument, i) => new WalkLadder((short)i, instrument, _coins[i % 2], i < 2 ? 1.0 : 0.4, new Rng(seed + (ulong)i + 1))).ToArray();
    }

    public IReadOnlyList<Instrument> Instruments { get; } = StandardInstruments.Create();

    public Timestamp NextStep { get; private set; }

    public void Open(MarketOpening opening, IMarketDesk desk)
    {
        for (var coin = 0; coin < _coins.Length; coin++) _coins[coin].Open(opening.Start, opening.LastPrices is { } last ? last[coin].ToDouble() : null);
        foreach (var ladder in _ladders) ladder.Step(desk);
        NextStep = opening.Now + StepNanoseconds;
    }

    public void Step(Timestamp now, IMarketDesk desk)
    {
        foreach (var coin in _coins) coin.Step();
        foreach (var ladder in _ladders)
        {
            ladder.Step(desk);
            ladder.Take(desk);
        }

        NextStep = now + StepNanoseconds;
    }

    public void OnFill(in ParticipantFill fill) => _ladders[fill.Instrument].OnFill(fill);

    public Price IndexPrice(short instrument) => Instruments[instrument].RoundToTick(Price.FromDouble(_coins[instrument % 2].Value));

    public decimal FundingRate(short instrument) => Instruments[instrument].Kind == ContractKind.Spot ? 0m : 0.0001m;

    public IReadOnlyList<Bar> History(short instrument) => _coins[instrument % 2].History(instrument, Instruments[instrument]);
}
