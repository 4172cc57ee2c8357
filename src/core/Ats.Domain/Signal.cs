namespace Ats.Domain;

/// <summary>
/// What a target strategy wants to hold, as a level in [-1, 1] of its full size (1 = fully long), or <see cref="Hold"/>: no opinion, keep
/// what there is. Stop is the price at which the engine closes the position (NaN = none); EdgeBps the gain expected (NaN = not stated).
/// </summary>
public readonly record struct Signal(double Level, double Stop = double.NaN, double EdgeBps = double.NaN)
{
    public static Signal Hold => new(double.NaN);

    public static Signal Flat => new(0);

    public static Signal Long => new(1);

    public static Signal Short => new(-1);

    public bool IsHold => double.IsNaN(Level);

    public Signal WithStop(double price) => this with { Stop = price };

    public Signal WithEdge(double edgeBps) => this with { EdgeBps = edgeBps };
}
