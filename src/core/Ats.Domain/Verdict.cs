namespace Ats.Domain;

/// <summary>The risk gate's answer. Value and Threshold say what was compared, in the limit's unit.</summary>
public readonly record struct Verdict(DenialCode Code, double Value, double Threshold)
{
    public bool IsApproved => Code == DenialCode.None;

    public static Verdict Approved => default;

    public static Verdict Deny(DenialCode code, double value, double threshold) => new(code, value, threshold);
}
