namespace Ats.Simulation.Matching;

/// <summary>The price a conditional order watches.</summary>
public enum TriggerSource : byte
{
    /// <summary>Last trade of this book.</summary>
    Last,

    Mark,

    Index,
}
