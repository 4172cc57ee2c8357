using Ats.Forecasting.Scoring;

namespace Ats.Mlops.Service;

/// <summary>What the champion said and what the random walk would have, on the same rows.</summary>
public sealed record ServedTracks(string Version, ForecastTrack Model, ForecastTrack Reference);
