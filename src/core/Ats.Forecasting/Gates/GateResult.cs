namespace Ats.Forecasting.Gates;

/// <summary>What a gate answered, and why.</summary>
public sealed record GateResult(IReadOnlyList<GateCheck> Checks)
{
    public bool Passed => Checks.All(c => c.Passed);
}
