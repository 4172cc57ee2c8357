namespace Ats.Engine.Risk;

/// <summary>What ends a breach. An operator's resume ends every breach but one that recovers by itself.</summary>
public enum BreachEnd : byte
{
    /// <summary>Only an operator's resume.</summary>
    Operator,

    /// <summary>The next UTC day.</summary>
    NextDay,

    /// <summary>The value is within the limit again.</summary>
    Recovery,
}
