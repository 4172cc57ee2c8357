namespace Ats.Forecasting.Network;

/// <summary>One pass over the training rows, as reported.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainingLoss">Weighted mean of the pass, dropout on, weights moving.</param>
/// <param name="ValidationLoss">Of the averaged weights, streamed over the validation rows; NaN where there are no outcomes.</param>
/// <param name="Targets">Rows walked in this pass.</param>
/// <param name="Best">The validation loss is the lowest so far.</param>
public readonly record struct LstmEpoch(int Epoch, double TrainingLoss, double ValidationLoss, long Targets, bool Best);
