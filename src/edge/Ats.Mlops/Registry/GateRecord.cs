namespace Ats.Mlops.Registry;

/// <summary>What a gate said of a model.</summary>
/// <param name="Gate"><c>offline</c>, <c>live</c>, <c>operator</c> or <c>serving</c>.</param>
/// <param name="At">When it was judged, UTC.</param>
public sealed record GateRecord(string Gate, GateOutcome Outcome, IReadOnlyList<CheckRecord> Checks, DateTimeOffset At)
{
    public const string Offline = "offline";
    public const string Live = "live";
    public const string Operator = "operator";
    public const string Serving = "serving";

    /// <summary>The checks that failed, or all of them where none did, in one line.</summary>
    public string InWords()
    {
        var told = Checks.Where(c => !c.Passed).ToList();
        return string.Join("; ", (told.Count > 0 ? told : Checks).Select(c => $"{c.Name}: {c.Detail}"));
    }
}
