using Ats.Domain;
using Ats.Simulation.Matching;

namespace Ats.Core.Tests.Simulation.Matching;

/// <summary>An order as the events alone tell it.</summary>
internal sealed class WitnessedOrder(NewOrder order)
{
    public NewOrder Order { get; } = order;

    public long Price { get; set; }

    public long Total { get; set; }

    public long Remaining { get; set; }

    /// <summary>When it joined the queue it stands in.</summary>
    public long Stamp { get; set; }

    public bool Untriggered { get; set; }
}
