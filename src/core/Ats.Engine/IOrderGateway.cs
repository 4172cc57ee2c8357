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

    /// <summary>
    /// Gives a working limit order the approved price and total quantity (filled part included); its id names the order. Less at the same
    /// price keeps its place in the queue, anything else loses it.
    /// </summary>
    void Amend(in ApprovedOrder order);

    void Cancel(ClientOrderId order, short instrument);
}
