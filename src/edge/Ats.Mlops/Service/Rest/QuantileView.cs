namespace Ats.Mlops.Service.Rest;

/// <param name="Level">Probability of less.</param>
/// <param name="Bps">Log return, basis points.</param>
/// <param name="Price">The same as a price.</param>
public sealed record QuantileView(double Level, double Bps, double Price);
