using Ats.Domain;

namespace Ats.Engine;

/// <summary>How far the patient execution of a leg's target has come.</summary>
internal sealed class PatientWork
{
    /// <summary>A target is being worked for.</summary>
    public bool IsActive;

    public Quantity Target;

    /// <summary>Since when it is wanted.</summary>
    public Timestamp Since;

    /// <summary>The market when it was first wanted: what fills are measured against, however often the order moves.</summary>
    public Price DecisionPrice;

    /// <summary>The resting order is not moved before.</summary>
    public Timestamp NextMove;

    /// <summary>No order is placed before.</summary>
    public Timestamp NextPlace;

    /// <summary>It was said that everything is taken, for want of best prices.</summary>
    public bool SaysItTakes;
}
