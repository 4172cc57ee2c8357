namespace Ats.Mlops.Models;

/// <summary>Where a training stands.</summary>
/// <param name="Stage"><c>data</c>, <c>baselines</c>, <c>fold 2 of 3</c>, <c>control</c>, <c>network 1 of 3</c>, <c>gate</c>, <c>registered</c>.</param>
/// <param name="Done">Share of the whole, 0 to 1, by the rows walked.</param>
/// <param name="Epoch">Of the network being trained, from 1; 0 outside of it.</param>
/// <param name="TrainingLoss">NaN outside of a network.</param>
/// <param name="ValidationLoss">NaN outside of a network.</param>
/// <param name="TargetsPerSecond">0 outside of a network.</param>
public readonly record struct TrainingStep(string Stage, double Done, int Epoch = 0, double TrainingLoss = double.NaN, double ValidationLoss = double.NaN, double TargetsPerSecond = 0);
