namespace Ats.Analytics.Reports;

/// <summary>What an arm is: unique Name, the catalog's Strategy name, parameters in order, and what it does in plain words.</summary>
public sealed record ArmDescription(
    string Name,
    string Strategy,
    ArmKind Kind,
    IReadOnlyList<KeyValuePair<string, string>> Parameters,
    string Description);
