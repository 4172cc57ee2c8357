namespace Ats.Forecasting.Network;

/// <summary>
/// The few operations the kernels are written in, on vectors of one width. All are correctly rounded and element by element, so every width
/// gives the same bits.
/// </summary>
internal unsafe interface IVectorMath<TVector>
    where TVector : unmanaged
{
    static abstract int Width { get; }

    static abstract TVector Load(float* from);

    static abstract void Store(TVector value, float* to);

    static abstract TVector Fill(float value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a * b + c with one rounding.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Sqrt(TVector a);

    /// <summary>a held within +-limit; a NaN may become either.</summary>
    static abstract TVector Clamp(TVector a, float limit);

    /// <summary>2^n where a is n + 1.5 * 2^23, n whole from -126 to 127.</summary>
    static abstract TVector PowerOfTwo(TVector a);
}
