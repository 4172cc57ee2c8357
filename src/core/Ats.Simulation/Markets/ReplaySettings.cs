namespace Ats.Simulation.Markets;

/// <summary>How a recorded tape becomes a market.</summary>
public sealed record ReplaySettings
{
    /// <summary>Seconds of the tape that pass in one second, 0.01 to 1000.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Where on the tape the market starts; what lies before becomes price history (at speed 1). Zero = from the beginning, without history.</summary>
    public double StartOffsetSeconds { get; init; }

    /// <summary>True: at its end the tape begins again at the start offset (prices jump). False: the book stands still as it was.</summary>
    public bool Loop { get; init; }

    /// <summary>Levels of a recorded book that are mirrored, 1 to 200.</summary>
    public int Levels { get; init; } = 50;

    /// <summary>Assumption for tapes without a book: distance of best bid and ask, in basis points (at least a tick).</summary>
    public double SpreadBp { get; init; } = 0.1;

    /// <summary>Assumption for tapes without a book: distance of the ladder's levels, in basis points (at least a tick).</summary>
    public double SpacingBp { get; init; } = 0.5;

    /// <summary>Assumption for tapes without a book (and behind the best level of quotes): notional at each level, in quote units.</summary>
    public double LevelNotional { get; init; } = 50_000;
}
