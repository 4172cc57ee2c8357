using Ats.Domain;
using Ats.Simulation.Markets;

namespace Ats.Edge.Tests.Live;

/// <summary>A market that stands still around a price until a test moves it: one deep quote on each side of every book.</summary>
internal sealed class MovableMarket : IMarketSource
{
    private const long StepNanoseconds = 50 * Timestamp.NanosecondsPerMillisecond;
    private const int Maker = 1;
    private const int Books = 4;
    private readonly decimal[] _index = [50_000, 2_000, 50_000, 2_000];
    private readonly List<(short Instrument, long Id)> _quotes = [];
    private IMarketDesk _desk = null!;

    public IReadOnlyList<Instrument> Instruments { get; } = StandardInstruments.Create();

    public Timestamp NextStep { get; private set; } = Timestamp.MaxValue;

    public void Open(MarketOpening opening, IMarketDesk desk)
    {
        _desk = desk;
        NextStep = opening.Now + StepNanoseconds;
        Quote();
        Trade(0);
        Trade(1);
    }

    /// <summary>Only time passes, so that the exchange marks.</summary>
    public void Step(Timestamp now, IMarketDesk desk) => NextStep = now + StepNanoseconds;

    public void OnFill(in ParticipantFill fill)
    {
        // The quotes are deep enough.
    }

    /// <summary>Takes all BTC quotes away, puts new ones around another price and lets a trade print there; inside the exchange's loop.</summary>
    public void MoveTo(decimal price)
    {
        foreach (var (instrument, id) in _quotes) _desk.Cancel(instrument, id);
        _quotes.Clear();
        (_index[0], _index[2]) = (price, price);
        Quote();
        Trade(0);
    }

    public void SetIndex(decimal price) => (_index[0], _index[2]) = (price, price);

    public Price IndexPrice(short instrument) => Price.FromDecimal(_index[instrument]);

    public decimal FundingRate(short instrument) => Instruments[instrument].Kind == ContractKind.Spot ? 0 : 0.0001m;

    public IReadOnlyList<Bar> History(short instrument) => [];

    /// <summary>Somebody sells BTC down to a price, the market's own bids out of the way first.</summary>
    public void Sell(decimal price, decimal quantity)
    {
        foreach (var (instrument, id) in _quotes) _desk.Cancel(instrument, id);
        _quotes.Clear();
        _desk.Place(new ParticipantOrder(0, Side.Sell, Price.FromDecimal(price), Quantity.FromDecimal(quantity), TimeInForce.Ioc, 2));
        Quote();
    }

    private void Quote()
    {
        for (short i = 0; i < Books; i++)
        {
            foreach (var side in new[] { Side.Buy, Side.Sell })
            {
                var price = Instruments[i].RoundToTick(Price.FromDecimal(_index[i] - (side.Sign() * _index[i] / 10_000)));
                _quotes.Add((i, _desk.Place(new ParticipantOrder(i, side, price, Quantity.FromDecimal(100), TimeInForce.PostOnly, Maker))));
            }
        }
    }

    private void Trade(short instrument) =>
        _desk.Place(new ParticipantOrder(instrument, Side.Buy, _desk.BestAsk(instrument).Price, Instruments[instrument].LotSize, TimeInForce.Ioc, 2));
}
