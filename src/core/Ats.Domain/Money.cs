using System.Globalization;

namespace Ats.Domain;

/// <summary>An exact amount of one asset. Adding two assets is a bug and throws.</summary>
public readonly record struct Money(decimal Amount, Asset Asset)
{
    public static Money operator +(Money a, Money b) => Same(a, b) with { Amount = a.Amount + b.Amount };

    public static Money operator -(Money a, Money b) => Same(a, b) with { Amount = a.Amount - b.Amount };

    public static Money operator -(Money a) => a with { Amount = -a.Amount };

    private static Money Same(Money a, Money b) => a.Asset == b.Asset
        ? a
        : throw new InvalidOperationException($"Cannot combine {a.Asset} with {b.Asset}: convert at a stated price first.");

    public override string ToString() => Amount.ToString("0.##########", CultureInfo.InvariantCulture) + " " + Asset.Code;
}
