namespace Ats.Analytics.Reports;

/// <summary>What kind of contestant an arm is.</summary>
public enum ArmKind : byte
{
    Classical,

    /// <summary>A yardstick, not a contestant: cash, buy-and-hold, random.</summary>
    Control,
    Ai,
}
