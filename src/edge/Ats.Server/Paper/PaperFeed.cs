using Ats.Domain;
using Ats.Server.Live;
using Ats.Simulation;

namespace Ats.Server.Paper;

/// <summary>The queue into a backtest's exchange and engine: paper fills are what a backtest over the same events would give.</summary>
internal sealed class PaperFeed(Backtest desk) : IEngineFeed
{
    public Timestamp NextDue => desk.NextDue;

    public void Feed(in MarketEvent market) => desk.Feed(in market);

    public void AdvanceTo(Timestamp time) => desk.AdvanceTo(time);
}
