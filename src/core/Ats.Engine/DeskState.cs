using Ats.Domain;

namespace Ats.Engine;

/// <summary>What all desks of an engine share: where the run stands.</summary>
internal sealed class DeskState
{
    /// <summary>Number of the last input taken.</summary>
    public long Sequence;

    /// <summary>Hash of everything decided, sent and answered so far.</summary>
    public StateHash Hash = StateHash.Start();

    /// <summary>False while a live run warms up: nothing is decided.</summary>
    public bool IsTrading;
}
