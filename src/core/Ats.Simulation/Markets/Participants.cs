namespace Ats.Simulation.Markets;

/// <summary>Owner numbers of the simulated participants.</summary>
internal static class Participants
{
    public const int Maker = 1;
    public const int Taker = 2;

    /// <summary>Who takes quotes that stand on the wrong side of the value.</summary>
    public const int Arbitrageur = 3;
}
