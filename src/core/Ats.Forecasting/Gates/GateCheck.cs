namespace Ats.Forecasting.Gates;

/// <summary>One question a gate asks.</summary>
/// <param name="Name">Stable, as in manifests and the audit.</param>
/// <param name="Value">What was measured; null when it could not be, and then the check has failed.</param>
/// <param name="Words">Question and answer for a reader.</param>
public sealed record GateCheck(string Name, double? Value, double Threshold, bool Passed, string Words)
{
    internal static GateCheck Above(string name, double? value, double threshold, string words) => new(name, value, threshold, value > threshold, words);

    internal static GateCheck AtLeast(string name, double? value, double threshold, string words) => new(name, value, threshold, value >= threshold, words);

    internal static GateCheck AtMost(string name, double? value, double threshold, string words) => new(name, value, threshold, value <= threshold, words);
}
