namespace Ats.Mlops.Service.Rest;

/// <summary>JSON has no NaN.</summary>
internal static class Numbers
{
    public static double? Finite(double? value) => value is { } x && double.IsFinite(x) ? x : null;
}
