using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>No position above this size on one instrument, base units, either way, counting what is working.</summary>
public sealed class MaxPosition(double limit) : IOrderLimit
{
    public string Name => "position";

    public double Threshold => limit;

    public double Current(in RiskContext context) => Math.Abs(context.Position.ToDouble());

    public Verdict Check(in OrderIntent intent, in RiskContext context)
    {
        var after = Math.Abs(context.PositionAfter(in intent));
        return after > limit ? Verdict.Deny(DenialCode.Position, after, limit) : Verdict.Approved;
    }
}
