using Ats.Domain;
using Ats.Engine.Risk;

namespace Ats.Engine;

/// <summary>
/// The way out: takes approved orders only and returns at once. Answers come back as <see cref="OrderEvent"/> inputs of the engine,
/// in the same queue as prices, from a simulated or a real exchange.
/// </summary>
public interface IOrderGateway
{
    void Submit(in ApprovedOrder order);

    void Cancel(ClientOrderId order, short instrument);
}
