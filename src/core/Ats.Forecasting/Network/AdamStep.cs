namespace Ats.Forecasting.Network;

/// <param name="GradientScale">What the gradient is multiplied with first: normalisation and clipping in one.</param>
/// <param name="Rate">Learning rate over the first moment's bias correction.</param>
/// <param name="SecondScale">One over the second moment's bias correction.</param>
/// <param name="Shrink">1 - learning rate x weight decay.</param>
internal readonly record struct AdamStep(float GradientScale, float Rate, float SecondScale, float Shrink, float Beta1, float Beta2);
