namespace Ats.Forecasting.Network;

/// <param name="Network">The weights of the best epoch.</param>
/// <param name="Epochs">All passes made, in order.</param>
public sealed record LstmTrainingResult(LstmNetwork Network, IReadOnlyList<LstmEpoch> Epochs)
{
    public double ValidationLoss => Epochs.Where(e => e.Best).Select(e => e.ValidationLoss).LastOrDefault(double.NaN);
}
