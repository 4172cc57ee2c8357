using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>No single order above this quantity (base units), nor above the instrument's own maximum.</summary>
public sealed class MaxOrderQuantity(double limit) : IOrderLimit
{
    public string Name => "order-size";

    public double Threshold => limit;

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        var quantity = intent.Quantity.ToDouble();
        var most = context.Instrument.MaxQuantity.IsZero ? limit : Math.Min(limit, context.Instrument.MaxQuantity.ToDouble());
        return quantity > most ? Verdict.Deny(DenialCode.OrderSize, quantity, most) : Verdict.Approved;
    }
}
