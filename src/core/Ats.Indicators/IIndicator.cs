namespace Ats.Indicators;

/// <summary>
/// A streaming indicator: doubles in, doubles out, constant work and no allocation per update.
/// The same type is fed by a backtest and live; it looks only at what it was given, never ahead.
/// </summary>
/// <remarks>
/// Constructor parameters are validated (<see cref="ArgumentOutOfRangeException"/>). An update that carries a NaN or an infinity is
/// ignored whole: it changes neither the outputs nor the count towards <see cref="WarmUp"/>.
/// </remarks>
public interface IIndicator
{
    /// <summary>True once <see cref="WarmUp"/> updates were taken; outputs are NaN before, and finite from then on.</summary>
    bool IsReady { get; }

    /// <summary>The main output (a multi-output indicator names the others), NaN until <see cref="IsReady"/>.</summary>
    double Value { get; }

    /// <summary>The number of updates after which the outputs are defined.</summary>
    int WarmUp { get; }

    /// <summary>Back to the state after construction; a replay then gives the same outputs bit for bit.</summary>
    void Reset();
}
