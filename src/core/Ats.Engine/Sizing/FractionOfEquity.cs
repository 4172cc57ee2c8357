namespace Ats.Engine.Sizing;

/// <summary>A share of the arm's equity at the decision, shared between its legs, with room left for the taker fee.</summary>
public sealed class FractionOfEquity(double fraction) : ISizing
{
    public string Description => $"{fraction:P0} of equity";

    public double Quantity(double level, in SizingContext context) =>
        level * fraction * Math.Max(context.Equity, 0) / (context.Legs * context.Price * (1 + context.TakerRate));
}
