namespace Ats.Strategies;

/// <summary>Which side of the contest an arm stands on.</summary>
public enum StrategyKind
{
    Classical,
    Control,
    Ai,
}
