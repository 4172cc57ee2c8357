namespace Ats.Analytics.Reports;

/// <summary>Names of the strategies the verdict compares with.</summary>
public static class ControlStrategies
{
    public const string Cash = "cash";
    public const string BuyAndHold = "buy-and-hold";
}
