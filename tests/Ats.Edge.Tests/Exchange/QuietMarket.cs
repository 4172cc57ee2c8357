using Ats.Domain;
using Ats.Simulation.Markets;

namespace Ats.Edge.Tests.Exchange;

/// <summary>A market that does nothing by itself: the test quotes through its desk and states the index.</summary>
internal sealed class QuietMarket : IMarketSource
{
    private readonly Price[] _index = [Price.FromDecimal(50_000), Price.FromDecimal(2_000), Price.FromDecimal(50_000), Price.FromDecimal(2_000)];

    public IReadOnlyList<Instrument> Instruments { get; } = StandardInstruments.Create();

    public Timestamp NextStep { get; private set; } = Timestamp.MaxValue;

    public IMarketDesk Desk { get; private set; } = null!;

    public decimal Rate { get; set; } = 0.0001m;

    public void Open(MarketOpening opening, IMarketDesk desk) => Desk = desk;

    public void Step(Timestamp now, IMarketDesk desk) => NextStep = Timestamp.MaxValue;

    public void OnFill(in ParticipantFill fill)
    {
        // Nobody listens.
    }

    public void SetIndex(int instrument, decimal price) => _index[instrument] = Price.FromDecimal(price);

    public Price IndexPrice(short instrument) => _index[instrument];

    public decimal FundingRate(short instrument) => Instruments[instrument].Kind == ContractKind.Spot ? 0 : Rate;

    public IReadOnlyList<Bar> History(short instrument) => [];
}
