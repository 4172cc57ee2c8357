namespace Ats.Mlops.Registry;

public enum GateOutcome
{
    Pass,
    Fail,

    /// <summary>Not enough evidence yet.</summary>
    Undecided,
}
