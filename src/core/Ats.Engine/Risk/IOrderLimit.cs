using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>A limit asked for every order that is not a pure reduction; reductions are never blocked.</summary>
public interface IOrderLimit : IRiskLimit
{
    Verdict Check(in OrderIntent intent, in RiskContext context);

    /// <summary>Where things stand without a new order, in the limit's unit; NaN where only an order has a value.</summary>
    double Current(in RiskContext context) => double.NaN;
}
