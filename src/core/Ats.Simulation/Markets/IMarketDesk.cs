using Ats.Domain;

namespace Ats.Simulation.Markets;

/// <summary>Where an <see cref="IMarketSource"/> trades: the books of the exchange. Synchronous; valid only during a call of the source.</summary>
public interface IMarketDesk
{
    /// <summary>Places an order of a participant and matches it at once.</summary>
    /// <returns>A positive id while a remainder rests in the book, 0 when nothing rests (filled, IOC remainder dropped, post-only refused).</returns>
    long Place(in ParticipantOrder order);

    /// <summary>Cancels a resting order of a participant.</summary>
    /// <returns>False when it is gone already.</returns>
    bool Cancel(short instrument, long id);

    /// <summary>Lowers a resting order's quantity and keeps its place in the queue; zero or less left cancels it.</summary>
    /// <returns>False when it is gone already.</returns>
    bool Reduce(short instrument, long id, Quantity by);

    /// <summary>Best bid with everybody's quantity; zero price when the side is empty.</summary>
    BookLevel BestBid(short instrument);

    /// <summary>Best ask with everybody's quantity; zero price when the side is empty.</summary>
    BookLevel BestAsk(short instrument);

    /// <summary>The best levels of a side, best first; returns how many were written.</summary>
    int Levels(short instrument, Side side, Span<BookLevel> levels);
}
