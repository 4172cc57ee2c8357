namespace Ats.Engine.Sizing;

/// <summary>Always the same worth in quote units, at the price of the decision.</summary>
public sealed class FixedNotional(double notional) : ISizing
{
    public string Description => $"fixed notional {notional}";

    public double Quantity(double level, in SizingContext context) => level * notional / (context.Legs * context.Price);
}
