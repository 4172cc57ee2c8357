namespace Ats.Forecasting.Network;

/// <summary>Floats at a fixed address that begins a cache line, zero at first: wide loads that straddle lines cost double.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int LineFloats = 16;
    private readonly float[] _array;
    private readonly int _first;

    public AlignedBuffer(int length)
    {
        Length = length;
        _array = GC.AllocateArray<float>(length + LineFloats, pinned: true);
        fixed (float* p = _array)
        {
            _first = (int)((-(nint)p & ((LineFloats * sizeof(float)) - 1)) / sizeof(float));
            Pointer = p + _first;
        }
    }

    /// <summary>Valid while this object lives: whoever computes with it keeps the buffer alive to the end.</summary>
    public float* Pointer { get; }

    public int Length { get; }

    public Span<float> Span => _array.AsSpan(_first, Length);
}
