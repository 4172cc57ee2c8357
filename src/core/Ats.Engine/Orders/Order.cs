using Ats.Domain;

namespace Ats.Engine.Orders;

/// <summary>An order of ours while it lives. Pooled: after its end the object is reused, so nobody keeps a reference.</summary>
public sealed class Order
{
    public OrderIntent Intent { get; internal set; }

    public OrderStatus Status { get; internal set; }

    public Quantity Filled { get; internal set; }

    /// <summary>An amend travels; its answer is awaited before the next.</summary>
    public bool AmendRequested { get; internal set; }

    /// <summary>The market when the latest amend was decided: what a fill at its new price is measured against.</summary>
    public Price AmendDecisionPrice { get; internal set; }

    public bool CancelRequested { get; internal set; }

    public ClientOrderId Id => Intent.Id;

    public Quantity Remaining => Intent.Quantity - Filled;
}
