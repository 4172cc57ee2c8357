using System.Globalization;
using System.Runtime.CompilerServices;

namespace Ats.Domain;

/// <summary>
/// A price in quote units per base unit, fixed point with ten decimals (1 raw unit = 1e-10).
/// Range ±922,337,203; arithmetic in market events and books is on <see cref="Raw"/>, never in decimals.
/// </summary>
public readonly record struct Price(long Raw) : IComparable<Price>
{
    /// <summary>Raw units in one quote unit.</summary>
    public const long Scale = 10_000_000_000;

    /// <summary>Number of decimals held.</summary>
    public const int Decimals = 10;

    public static Price Zero => default;

    /// <summary>The nearest price to a decimal.</summary>
    /// <exception cref="OverflowException">The value is outside ±922,337,203.</exception>
    public static Price FromDecimal(decimal value) => new(checked((long)decimal.Round(value * Scale, MidpointRounding.AwayFromZero)));

    /// <summary>The nearest price to a double (a guess becoming a price: round to the tick afterwards).</summary>
    public static Price FromDouble(double value) => new(checked((long)Math.Round(value * Scale)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double ToDouble() => Raw / (double)Scale;

    public decimal ToDecimal() => FixedPoint.ToDecimal(Raw, Decimals);

    public int CompareTo(Price other) => Raw.CompareTo(other.Raw);

    public static bool operator <(Price a, Price b) => a.Raw < b.Raw;

    public static bool operator >(Price a, Price b) => a.Raw > b.Raw;

    public static bool operator <=(Price a, Price b) => a.Raw <= b.Raw;

    public static bool operator >=(Price a, Price b) => a.Raw >= b.Raw;

    public static Price operator +(Price a, Price b) => new(a.Raw + b.Raw);

    public static Price operator -(Price a, Price b) => new(a.Raw - b.Raw);

    public override string ToString() => FixedPoint.ToDecimal(Raw, Decimals).ToString("0.##########", CultureInfo.InvariantCulture);
}
