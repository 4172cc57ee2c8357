namespace Ats.Simulation;

/// <summary>What a taker pays beyond the price the fill model finds: a fixed number of basis points against it (0 = none).</summary>
public sealed record SlippageModel(double Bps)
{
    public static SlippageModel None { get; } = new(0);
}
