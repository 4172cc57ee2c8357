namespace Ats.Forecasting.Network;

/// <param name="Shape">Dimensions, the last one contiguous.</param>
/// <param name="Values">As many as the dimensions multiply to.</param>
public sealed record SafeTensor(string Name, int[] Shape, float[] Values);
