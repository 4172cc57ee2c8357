using System.Globalization;
using System.Runtime.CompilerServices;

namespace Ats.Domain;

/// <summary>
/// A quantity in base units (contracts for inverse instruments), fixed point with eight decimals (1 raw unit = 1e-8).
/// Range ±92,233,720,368. Signed where a position is meant (negative = short).
/// </summary>
public readonly record struct Quantity(long Raw) : IComparable<Quantity>
{
    /// <summary>Raw units in one base unit.</summary>
    public const long Scale = 100_000_000;

    /// <summary>Number of decimals held.</summary>
    public const int Decimals = 8;

    public static Quantity Zero => default;

    public bool IsZero => Raw == 0;

    /// <exception cref="OverflowException">The value is outside ±92,233,720,368.</exception>
    public static Quantity FromDecimal(decimal value) => new(checked((long)decimal.Round(value * Scale, MidpointRounding.AwayFromZero)));

    public static Quantity FromDouble(double value) => new(checked((long)Math.Round(value * Scale)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double ToDouble() => Raw / (double)Scale;

    public decimal ToDecimal() => FixedPoint.ToDecimal(Raw, Decimals);

    public Quantity Abs() => new(Math.Abs(Raw));

    public int CompareTo(Quantity other) => Raw.CompareTo(other.Raw);

    public static bool operator <(Quantity a, Quantity b) => a.Raw < b.Raw;

    public static bool operator >(Quantity a, Quantity b) => a.Raw > b.Raw;

    public static bool operator <=(Quantity a, Quantity b) => a.Raw <= b.Raw;

    public static bool operator >=(Quantity a, Quantity b) => a.Raw >= b.Raw;

    public static Quantity operator +(Quantity a, Quantity b) => new(a.Raw + b.Raw);

    public static Quantity operator -(Quantity a, Quantity b) => new(a.Raw - b.Raw);

    public static Quantity operator -(Quantity a) => new(-a.Raw);

    public override string ToString() => FixedPoint.ToDecimal(Raw, Decimals).ToString("0.########", CultureInfo.InvariantCulture);
}
