using System.Numerics;

namespace Ats.Forecasting.Baselines;

/// <summary>The sums least squares needs: X'X, X'y, y'y and n. Sums of two spans add up, so an inner split costs one pass.</summary>
internal sealed class NormalEquations(int width)
{
    private readonly double[] _xx = new double[width * width];
    private readonly double[] _xy = new double[width];
    private double _yy;

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<double> x, double y)
    {
        for (var i = 0; i < width; i++)
        {
            var row = _xx.AsSpan(i * width, i + 1);
            var scale = x[i];
            _xy[i] += scale * y;
            var j = 0;
            var factor = new Vector<double>(scale);
            for (; j + Vector<double>.Count <= row.Length; j += Vector<double>.Count)
                (new Vector<double>(row[j..]) + (factor * new Vector<double>(x[j..]))).CopyTo(row[j..]);
            for (; j < row.Length; j++) row[j] += scale * x[j];
        }

        _yy += y * y;
        Count++;
    }

    public void Add(NormalEquations other)
    {
        for (var i = 0; i < _xx.Length; i++) _xx[i] += other._xx[i];
        for (var i = 0; i < _xy.Length; i++) _xy[i] += other._xy[i];
        _yy += other._yy;
        Count += other.Count;
    }

    /// <summary>Weights that minimise the squared error plus lambda n |w|^2: Cholesky of X'X + lambda n I.</summary>
    public double[] Solve(double lambda)
    {
        var lower = Factor(lambda * Count);
        var w = (double[])_xy.Clone();
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j < i; j++) w[i] -= lower[(i * width) + j] * w[j];
            w[i] = lower[(i * width) + i] > 0 ? w[i] / lower[(i * width) + i] : 0;
        }

        for (var i = width - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < width; j++) w[i] -= lower[(j * width) + i] * w[j];
            w[i] = lower[(i * width) + i] > 0 ? w[i] / lower[(i * width) + i] : 0;
        }

        return w;
    }

    /// <summary>Sum of squared errors of weights on these rows.</summary>
    public double SquaredError(double[] weights)
    {
        var sum = _yy;
        for (var i = 0; i < width; i++)
        {
            sum -= 2 * weights[i] * _xy[i];
            for (var j = 0; j < width; j++) sum += weights[i] * weights[j] * _xx[(Math.Max(i, j) * width) + Math.Min(i, j)];
        }

        return sum;
    }

    private double[] Factor(double ridge)
    {
        var lower = new double[width * width];
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = _xx[(i * width) + j] + (i == j ? ridge : 0);
                var diagonal = sum;
                for (var k = 0; k < j; k++) sum -= lower[(i * width) + k] * lower[(j * width) + k];
                if (i != j) lower[(i * width) + j] = lower[(j * width) + j] > 0 ? sum / lower[(j * width) + j] : 0;
                // A column that the others already span gets no weight.
                else lower[(i * width) + i] = sum > 1e-10 * diagonal ? Math.Sqrt(sum) : 0;
            }
        }

        return lower;
    }
}
