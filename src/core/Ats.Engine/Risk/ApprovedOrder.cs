using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>An order the risk gate let pass. Only <see cref="RiskGate"/> makes one (a test reads the sources to hold this), and the gateway takes nothing else.</summary>
public readonly struct ApprovedOrder
{
    private readonly OrderIntent _intent;
    private readonly bool _approved;

    internal ApprovedOrder(in OrderIntent intent)
    {
        _intent = intent;
        _approved = true;
    }

    /// <exception cref="InvalidOperationException">This is a default value no gate has seen.</exception>
    public OrderIntent Intent => _approved ? _intent : throw new InvalidOperationException("This order never passed the risk gate.");
}
