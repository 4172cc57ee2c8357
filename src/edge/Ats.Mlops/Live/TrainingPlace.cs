using Ats.Domain;

namespace Ats.Mlops.Live;

/// <summary>Where a training run finds its data and leaves its model.</summary>
/// <param name="Root">Of the registry.</param>
/// <param name="Data">Folder of the recorded market.</param>
/// <param name="From">First moment to learn from.</param>
public readonly record struct TrainingPlace(InstrumentId Instrument, string Root, string Data, DateTimeOffset From);
