namespace Ats.Forecasting.Network;

/// <summary>Which kernels compute the network. All give the same bits; they differ in speed alone.</summary>
public enum VectorWidth
{
    /// <summary>The widest the processor has.</summary>
    Auto,
    Portable,
    Vector128,
    Vector256,
    Vector512,
}
