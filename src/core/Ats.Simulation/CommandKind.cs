namespace Ats.Simulation;

/// <summary>What travels to the simulated exchange.</summary>
internal enum CommandKind : byte
{
    Submit,
    Amend,
    Cancel,
}
