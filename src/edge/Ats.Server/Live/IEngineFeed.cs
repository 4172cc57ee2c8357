using Ats.Domain;

namespace Ats.Server.Live;

/// <summary>What stands between the queue and the engine where fills are made here (paper). Called on the engine's thread.</summary>
public interface IEngineFeed
{
    /// <summary>When something happens even if no data comes; MaxValue = never.</summary>
    Timestamp NextDue { get; }

    /// <summary>Takes an event, the clock's too, and hands it to the engine after what is due before it.</summary>
    void Feed(in MarketEvent market);

    /// <summary>Lets happen what is due by the moment of a command, which the engine takes next.</summary>
    void AdvanceTo(Timestamp time);
}
