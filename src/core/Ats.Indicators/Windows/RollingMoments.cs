using System.Runtime.CompilerServices;

namespace Ats.Indicators;

/// <summary>
/// Mean and sum of squared deviations of the last n values, without subtracting large numbers: Welford's update within a block and
/// the pairwise merge of Chan, Golub and LeVeque ("Updating formulae and a pairwise algorithm for computing sample variances", 1979)
/// between the part of the old block still in the window and the new one. A window of equal values has a deviation of exactly zero.
/// </summary>
internal struct RollingMoments
{
    private readonly Slot[] _slots;
    private double _freshMean;
    private double _freshSquares;
    private int _next;

    public RollingMoments(int period)
    {
        _slots = new Slot[period + 1];
        for (var i = 0; i <= period; i++) _slots[i].Inverse = 1.0 / (i + 1);
        for (var i = 0; i <= period; i++) _slots[i].FreshShare = (i + 1.0) / period;
        Reset();
    }

    /// <summary>The mean of the last n values, NaN until there are n.</summary>
    public double Mean { get; private set; }

    /// <summary>The sum over the window of (value - mean)², never negative.</summary>
    public double Squares { get; private set; }

    public void Reset()
    {
        for (var i = 0; i < _slots.Length - 1; i++) _slots[i].Mean = _slots[i].Squares = double.NaN;
        _slots[^1].Mean = _slots[^1].Squares = 0;
        _freshMean = _freshSquares = 0;
        _next = 0;
        Mean = Squares = double.NaN;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double value)
    {
        var slots = _slots;
        var i = _next;
        ref var slot = ref slots[i];
        slot.Mean = value;

        var delta = value - _freshMean;
        var mean = Math.FusedMultiplyAdd(delta, slot.Inverse, _freshMean);
        var squares = Math.FusedMultiplyAdd(delta, value - mean, _freshSquares);
        _freshMean = mean;
        _freshSquares = squares;

        i++;
        ref var old = ref slots[i];
        var share = slot.FreshShare;
        var apart = mean - old.Mean;
        Mean = Math.FusedMultiplyAdd(apart, share, old.Mean);
        Squares = squares + old.Squares + (apart * apart * share * (slots.Length - 1 - i));
        _next = i;
        if (i == slots.Length - 1) Wrap();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Wrap()
    {
        var slots = _slots;
        double mean = 0, squares = 0;
        for (int i = slots.Length - 2, count = 0; i >= 0; i--, count++)
        {
            ref var slot = ref slots[i];
            var value = slot.Mean;
            var delta = value - mean;
            mean = Math.FusedMultiplyAdd(delta, slots[count].Inverse, mean);
            squares = Math.FusedMultiplyAdd(delta, value - mean, squares);
            slot.Mean = mean;
            slot.Squares = squares;
        }

        _freshMean = _freshSquares = 0;
        _next = 0;
    }

    private struct Slot
    {
        /// <summary>The value while the slot is in the new block; the mean of this slot and those after it once in the old one.</summary>
        public double Mean;

        /// <summary>The squared deviations of this slot and those after it, once in the old block.</summary>
        public double Squares;

        /// <summary>1 / (slot + 1).</summary>
        public double Inverse;

        /// <summary>(slot + 1) / n: the share of the new block in the window after this slot was filled.</summary>
        public double FreshShare;
    }
}
