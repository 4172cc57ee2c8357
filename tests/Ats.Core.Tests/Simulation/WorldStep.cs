using CsCheck;

namespace Ats.Core.Tests.Simulation;

/// <summary>One thing that happens in a random world; what the numbers mean depends on the action.</summary>
internal readonly record struct WorldStep(int Action, bool Buy, int Quantity, int Offset, int Kind)
{
    public static Gen<WorldStep[]> Many(int least, int most) =>
        Gen.Select(Gen.Int[0, 11], Gen.Bool, Gen.Int[1, 40], Gen.Int[-12, 12], Gen.Int[0, 8], (a, b, q, o, k) => new WorldStep(a, b, q, o, k)).Array[least, most];
}
