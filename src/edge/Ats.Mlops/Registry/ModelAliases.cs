namespace Ats.Mlops.Registry;

/// <summary>Which version plays which part (aliases.json); null = none.</summary>
/// <param name="Champion">Serves.</param>
/// <param name="Challenger">Steps on the same rows and is not served.</param>
/// <param name="Previous">Served before the champion; what a rollback returns to.</param>
/// <param name="Pinned">Served instead of the champion for as long as it is set, and the loop promotes nothing.</param>
public sealed record ModelAliases(string? Champion = null, string? Challenger = null, string? Previous = null, string? Pinned = null)
{
    public const string ChampionName = "champion";
    public const string ChallengerName = "challenger";
    public const string PreviousName = "previous";
    public const string PinnedName = "pinned";

    /// <summary>What is to be served.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Served => Pinned ?? Champion;

    /// <summary>The version of an alias' name, null where it is unset or there is no such alias.</summary>
    public string? Of(string alias) => alias switch
    {
        ChampionName => Champion,
        ChallengerName => Challenger,
        PreviousName => Previous,
        PinnedName => Pinned,
        _ => null,
    };

    /// <summary>The alias of a version, as shown beside a prediction; null where it has none.</summary>
    public string? NameOf(string version) =>
        version == Pinned ? PinnedName : version == Champion ? ChampionName : version == Challenger ? ChallengerName : version == Previous ? PreviousName : null;

    /// <summary>Serves the version; who was champion becomes previous. The same again changes nothing.</summary>
    public ModelAliases Promote(string version) => version == Champion ? this with { Challenger = Other(Challenger, version) } : this with
    {
        Champion = version,
        Previous = Champion ?? Other(Previous, version),
        Challenger = Other(Challenger, version),
    };

    /// <summary>Returns to the previous version (or to none). Where the champion is no longer the one to be rolled back, nothing changes.</summary>
    public ModelAliases RollBack(string from) => Champion != from ? this : this with { Champion = Previous, Previous = null };

    private static string? Other(string? of, string version) => of == version ? null : of;
}
