using Ats.Domain;

namespace Ats.Engine;

/// <summary>
/// How an arm's targets become orders. Stops, flattening and, after <see cref="PatienceNanoseconds"/>, reductions always take; where nobody
/// tells the best prices (bars alone) everything does. Quoting strategies keep their own orders.
/// </summary>
public sealed record ExecutionPolicy
{
    private ExecutionPolicy(ExecutionStyle style) => Style = style;

    /// <summary>At the market, at once.</summary>
    public static ExecutionPolicy Taker { get; } = new(ExecutionStyle.Taker);

    public ExecutionStyle Style { get; }

    /// <summary>How long an order may rest, or agreement is waited for, from the moment the target was wanted.</summary>
    public long PatienceNanoseconds { get; private init; }

    /// <summary>A resting order follows when the best price has moved away from it by more than this.</summary>
    public int RepriceTicks { get; private init; }

    /// <summary>After its patience an increase is taken; false: given up until the strategy wants another level.</summary>
    public bool TakesAtLimit { get; private init; }

    /// <summary>An order rests meanwhile.</summary>
    public bool Rests { get; private init; }

    /// <summary>Timed: horizon of the forecast that is asked.</summary>
    public long HorizonNanoseconds { get; private init; }

    /// <summary>A post-only order at the best price of its own side, which follows the market, for a time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time that is not above zero, or ticks below zero.</exception>
    public static ExecutionPolicy PatientMaker(double patienceSeconds, int repriceTicks = 0, bool takesAtLimit = true) =>
        new(ExecutionStyle.PatientMaker) { PatienceNanoseconds = Span(patienceSeconds), RepriceTicks = Ticks(repriceTicks), TakesAtLimit = takesAtLimit, Rests = true };

    /// <summary>Takes as soon as the forecast over a horizon points the way the order goes; with <paramref name="rests"/> an order rests until then.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time that is not above zero, or ticks below zero.</exception>
    public static ExecutionPolicy Timed(double patienceSeconds, double horizonSeconds, bool rests, int repriceTicks = 0, bool takesAtLimit = true) =>
        new(ExecutionStyle.Timed)
        {
            PatienceNanoseconds = Span(patienceSeconds),
            HorizonNanoseconds = Span(horizonSeconds),
            RepriceTicks = Ticks(repriceTicks),
            TakesAtLimit = takesAtLimit,
            Rests = rests,
        };

    /// <summary>Fees and spread of in and out, basis points of notional: a taker pays the whole spread, who rests is taken to pay half of it.</summary>
    public double RoundTripCostBps(FeeSchedule fees, double spreadBps) => Style == ExecutionStyle.Taker
        ? (20_000 * (double)fees.TakerRate) + spreadBps
        : (20_000 * (double)fees.MakerRate) + (spreadBps / 2);

    private static long Span(double seconds) => seconds > 0 && seconds < 1e9
        ? (long)(seconds * Timestamp.NanosecondsPerSecond)
        : throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "a time above zero is needed");

    private static int Ticks(int ticks) => ticks >= 0 ? ticks : throw new ArgumentOutOfRangeException(nameof(ticks), ticks, "not below zero");
}
