namespace Ats.Engine.Sizing;

/// <summary>Always the same number of base units.</summary>
public sealed class FixedQuantity(double quantity) : ISizing
{
    public string Description => $"fixed quantity {quantity}";

    public double Quantity(double level, in SizingContext context) => level * quantity;
}
