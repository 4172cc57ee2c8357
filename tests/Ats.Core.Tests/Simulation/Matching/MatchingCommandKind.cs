namespace Ats.Core.Tests.Simulation.Matching;

public enum MatchingCommandKind
{
    Place,
    Amend,
    Cancel,
    CancelAll,
    UpdatePrice,
    SetPosition,
}
