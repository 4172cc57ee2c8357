using System.Numerics;

namespace Ats.MarketData.Import;

/// <summary>
/// Greatest common divisor of a stream of values. Nearly every value is divisible by the divisor so far, which is tested without
/// dividing (D. Lemire, O. Kaser, N. Kurz, "Faster remainder by direct computation", 2019; Hacker's Delight 10-17).
/// </summary>
internal sealed class CommonDivisor
{
    private ulong _divisor;
    private ulong _inverse;
    private ulong _limit;
    private int _twos;

    /// <summary>0 when every value was zero.</summary>
    public long Value => (long)_divisor;

    public void Add(ReadOnlySpan<long> values)
    {
        var (inverse, limit, twos) = (_inverse, _limit, _twos);
        foreach (var value in values)
        {
            var magnitude = (ulong)Math.Abs(value);
            if (_divisor != 0 && BitOperations.RotateRight(magnitude * inverse, twos) <= limit) continue;
            if (magnitude == 0) continue;
            Reduce(magnitude);
            (inverse, limit, twos) = (_inverse, _limit, _twos);
        }
    }

    public void Add(long divisor)
    {
        if (divisor != 0) Reduce((ulong)divisor);
    }

    private void Reduce(ulong value)
    {
        var a = _divisor;
        var b = value;
        while (b != 0) (a, b) = (b, a % b);
        _divisor = a;
        _twos = BitOperations.TrailingZeroCount(a);
        var odd = a >> _twos;

        // Newton's iteration for the inverse modulo 2^64: each step doubles the correct bits (3 to start with).
        var inverse = odd;
        for (var i = 0; i < 5; i++) inverse *= 2 - (odd * inverse);
        _inverse = inverse;
        _limit = ulong.MaxValue / a;
    }
}
