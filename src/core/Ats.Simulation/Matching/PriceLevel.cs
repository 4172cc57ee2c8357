namespace Ats.Simulation.Matching;

/// <summary>The queue at one price: first and last order slot (zero = empty) and the total resting, raw.</summary>
internal struct PriceLevel
{
    public int First;

    public int Last;

    public long Quantity;
}
