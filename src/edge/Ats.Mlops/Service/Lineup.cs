namespace Ats.Mlops.Service;

/// <summary>Who plays which part: one object, swapped whole.</summary>
/// <param name="Champion">Serves.</param>
/// <param name="Shadow">The challenger.</param>
/// <param name="Standby">Serves when the champion fails.</param>
/// <param name="HadChampion">A champion was there and is not any more.</param>
internal sealed record Lineup(ModelSlot? Champion, ModelSlot? Shadow, ModelSlot? Standby, bool HadChampion)
{
    public static Lineup Empty { get; } = new(null, null, null, HadChampion: false);
}
