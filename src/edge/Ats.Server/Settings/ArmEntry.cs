namespace Ats.Server.Settings;

/// <summary>One contestant: a strategy as name[:key=value,...]. Name defaults to the strategy's; changing a strategy's parameters starts a new arm, so give it a new name.</summary>
public sealed record ArmEntry
{
    public required string Strategy { get; init; }

    public string? Name { get; init; }

    public decimal? Capital { get; init; }

    /// <summary>Instruments it trades; default the contest's.</summary>
    public IReadOnlyList<string>? Instruments { get; init; }

    public string? Interval { get; init; }

    public SizingSettings? Sizing { get; init; }

    public IReadOnlyDictionary<string, double>? Limits { get; init; }
}
