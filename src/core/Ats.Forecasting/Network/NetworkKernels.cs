using System.Runtime.Intrinsics;

namespace Ats.Forecasting.Network;

/// <summary>
/// The arithmetic of the network on raw memory. Sums run over the inner index in ascending order, one fused multiply-add at a time, whatever the
/// vector width and tiling: streaming, training and every width agree to the bit. Column counts are multiples of <see cref="Panel"/>,
/// unit counts multiples of 16, buffers aligned to 64 bytes.
/// </summary>
internal abstract unsafe class NetworkKernels
{
    /// <summary>Columns of a packed panel: two vectors of the widest kind.</summary>
    public const int Panel = 32;

    public static NetworkKernels For(VectorWidth width) => width switch
    {
        VectorWidth.Portable => new VectorKernels<float, ScalarMath>(),
        VectorWidth.Vector128 => new VectorKernels<Vector128<float>, Vector128Math>(),
        VectorWidth.Vector256 => new VectorKernels<Vector256<float>, Vector256Math>(),
        VectorWidth.Vector512 => new VectorKernels<Vector512<float>, Vector512Math>(),
        VectorWidth.Auto when Vector512.IsHardwareAccelerated => For(VectorWidth.Vector512),
        VectorWidth.Auto when Vector256.IsHardwareAccelerated => For(VectorWidth.Vector256),
        VectorWidth.Auto when Vector128.IsHardwareAccelerated => For(VectorWidth.Vector128),
        VectorWidth.Auto => For(VectorWidth.Portable),
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "No such vector width."),
    };

    /// <summary>y = bias + x W, W with k rows of n.</summary>
    public abstract void RowTimesMatrix(float* x, int k, float* w, float* bias, float* y, int n);

    /// <summary>C = start + A B for rows of A; B packed in panels. A start stride of 0 repeats one row (a bias).</summary>
    public abstract void Multiply(float* a, int strideA, int rows, float* packedB, int k, int n, float* start, int strideStart, float* c, int strideC);

    /// <summary>C += A' G, the sum over rows; C has k rows of n. Scratch holds <see cref="OuterRows"/> x <see cref="Panel"/>.</summary>
    public abstract void AddOuter(float* a, int strideA, float* g, int rows, int k, int n, float* c, float* scratch);

    public const int OuterRows = 64;

    /// <summary>sums += the columns of g.</summary>
    public abstract void AddColumns(float* g, int rows, int n, float* sums);

    /// <summary>to += from.</summary>
    public abstract void Add(float* to, float* from, int count);

    /// <summary>
    /// Gates hold the sums of i, f, g, o (a block of units each) and become their activations; the new cell and output go to the next state, output times
    /// mask upward.
    /// </summary>
    public abstract void CellForward(float* gates, float* cell, float* cellNext, float* cellTanh, float* hiddenNext, float* up, float* mask, int rows, int units);

    /// <summary>
    /// Gates hold activations and become the gradients of their sums. dUp and dHidden (gradients from above and from the next step) have rows of stride;
    /// dCell is taken from the next step and given to the one before.
    /// </summary>
    public abstract void CellBackward(float* gates, float* cell, float* cellTanh, float* dUp, float* mask, float* dHidden, float* dCell, int rows, int units, int stride);

    /// <summary>One AdamW update with the rates given (bias correction included in them).</summary>
    public abstract void AdamW(float* weights, float* gradient, float* first, float* second, int count, in AdamStep step);

    /// <summary>average += rate * (weights - average).</summary>
    public abstract void Average(float* average, float* weights, float rate, int count);
}
