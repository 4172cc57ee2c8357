using Ats.Mlops.Registry;

namespace Ats.Mlops.Loop;

/// <summary>What the loop asks of the service that predicts.</summary>
public interface IForecastServing
{
    /// <summary>Version served, null = the random walk.</summary>
    string? ServedVersion { get; }

    string? ShadowVersion { get; }

    /// <summary>Predicts as the champion's standby would, from now on.</summary>
    string? StandbyVersion { get; }

    /// <summary>
    /// Changes who plays which part, by one swap. Models that were there already go on with the state they carry; new ones are led in
    /// with the last rows.
    /// </summary>
    void Install(LoadedModel? champion, LoadedModel? shadow, LoadedModel? standby);

    /// <summary>The standby serves from now on (the random walk, where there is none); who served is out. One swap, no disk.</summary>
    void FallBackToStandby();

    /// <summary>What the challenger has shown; null while there is none.</summary>
    ShadowEvidence? Evidence();
}
