using Ats.Forecasting.Network;

namespace Ats.Mlops.Training;

/// <summary>One pass of one network of an ensemble.</summary>
/// <param name="Member">From 1.</param>
/// <param name="TargetsPerSecond">Rows walked a second of wall time, validation included.</param>
public readonly record struct LstmTrainingProgress(int Member, int Members, LstmEpoch Epoch, double TargetsPerSecond);
