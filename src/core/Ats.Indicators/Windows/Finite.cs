using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>The guard of every update: x - x is zero for a finite x and NaN for an infinity or a NaN, so one comparison tells.</summary>
internal static class Finite
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(double a, double b) => a - a + (b - b) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(double a, double b, double c) => a - a + (b - b) + (c - c) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(double a, double b, double c, double d) => a - a + (b - b) + (c - c + (d - d)) == 0;
}
