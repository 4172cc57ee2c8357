namespace Ats.Mlops.Service;

/// <summary>Who predicted.</summary>
/// <param name="Name"><c>lstm</c>; <c>random-walk</c> for the fallback.</param>
/// <param name="Version">Null for the fallback.</param>
/// <param name="Alias">Null for the fallback.</param>
public sealed record PredictionModel(string Name, string? Version, string? Alias)
{
    public static PredictionModel RandomWalk { get; } = new("random-walk", null, null);
}
