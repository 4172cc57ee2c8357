using Ats.Domain;
using Ats.Engine.Risk;

namespace Ats.Engine;

/// <summary>A gateway for replays: counts what the engine would have sent and sends nothing; the recorded answers come from the journal.</summary>
public sealed class ReplayGateway : IOrderGateway
{
    public long Submitted { get; private set; }

    public long Amended { get; private set; }

    public long Cancelled { get; private set; }

    public void Submit(in ApprovedOrder order)
    {
        _ = order.Intent;
        Submitted++;
    }

    public void Amend(in ApprovedOrder order)
    {
        _ = order.Intent;
        Amended++;
    }

    public void Cancel(ClientOrderId order, short instrument) => Cancelled++;
}
