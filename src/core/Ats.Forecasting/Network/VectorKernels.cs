using System.Runtime.CompilerServices;

namespace Ats.Forecasting.Network;

/// <summary>The kernels, written once for every vector width; the runtime compiles one copy for each.</summary>
internal sealed unsafe class VectorKernels<V, M> : NetworkKernels
    where V : unmanaged
    where M : struct, IVectorMath<V>
{
    private static int W => M.Width;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void RowTimesMatrix(float* x, int k, float* w, float* bias, float* y, int n)
    {
        var column = 0;
        for (; column + (8 * W) <= n; column += 8 * W) EightVectors(x, k, w + column, n, bias + column, y + column);
        for (; column < n; column += W)
        {
            var sum = M.Load(bias + column);
            var b = w + column;
            for (nint i = 0; i < k; i++, b += n) sum = M.MultiplyAdd(M.Fill(x[i]), M.Load(b), sum);
            M.Store(sum, y + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Multiply(float* a, int strideA, int rows, float* packedB, int k, int n, float* start, int strideStart, float* c, int strideC)
    {
        for (var column = 0; column < n; column += 2 * W)
        {
            var b = packedB + ((nint)(column / Panel) * Panel * k) + (column % Panel);
            var row = 0;
            for (; row + 4 <= rows; row += 4)
                FourRows(a + ((nint)row * strideA), strideA, b, k, start + ((nint)row * strideStart) + column, strideStart, c + ((nint)row * strideC) + column, strideC);
            for (; row < rows; row++)
                OneRow(a + ((nint)row * strideA), b, k, start + ((nint)row * strideStart) + column, c + ((nint)row * strideC) + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddOuter(float* a, int strideA, float* g, int rows, int k, int n, float* c, float* scratch)
    {
        for (var first = 0; first < rows; first += OuterRows)
        {
            var count = Math.Min(OuterRows, rows - first);
            for (var column = 0; column < n; column += 2 * W)
            {
                // Rows of g lie a power of two apart and would fight for the same lines of the cache: a compact copy does not.
                var from = g + ((nint)first * n) + column;
                for (nint r = 0; r < count; r++)
                {
                    M.Store(M.Load(from + (r * n)), scratch + (r * 2 * W));
                    M.Store(M.Load(from + (r * n) + W), scratch + (r * 2 * W) + W);
                }

                var x = a + ((nint)first * strideA);
                var i = 0;
                for (; i + 4 <= k; i += 4) FourOuter(x + i, strideA, scratch, count, c + ((nint)i * n) + column, n);
                for (; i < k; i++) OneOuter(x + i, strideA, scratch, count, c + ((nint)i * n) + column);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AddColumns(float* g, int rows, int n, float* sums)
    {
        for (var row = 0; row < rows; row++, g += n)
            for (var i = 0; i < n; i += W)
                M.Store(M.Add(M.Load(sums + i), M.Load(g + i)), sums + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Add(float* to, float* from, int count)
    {
        for (var i = 0; i < count; i += W) M.Store(M.Add(M.Load(to + i), M.Load(from + i)), to + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void CellForward(float* gates, float* cell, float* cellNext, float* cellTanh, float* hiddenNext, float* up, float* mask, int rows, int units)
    {
        for (var row = 0; row < rows; row++, gates += 4 * units)
        {
            for (nint u = 0; u < units; u += W)
            {
                var at = ((nint)row * units) + u;
                var i = Sigmoid(M.Load(gates + u));
                var f = Sigmoid(M.Load(gates + units + u));
                var g = Tanh(M.Load(gates + (2 * units) + u));
                var o = Sigmoid(M.Load(gates + (3 * units) + u));
                var c = M.MultiplyAdd(f, M.Load(cell + at), M.Multiply(i, g));
                var t = Tanh(c);
                var h = M.Multiply(o, t);
                M.Store(i, gates + u);
                M.Store(f, gates + units + u);
                M.Store(g, gates + (2 * units) + u);
                M.Store(o, gates + (3 * units) + u);
                M.Store(c, cellNext + at);
                M.Store(t, cellTanh + at);
                M.Store(h, hiddenNext + at);
                M.Store(M.Multiply(h, M.Load(mask + at)), up + at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void CellBackward(float* gates, float* cell, float* cellTanh, float* dUp, float* mask, float* dHidden, float* dCell, int rows, int units, int stride)
    {
        var one = M.Fill(1);
        for (var row = 0; row < rows; row++, gates += 4 * units)
        {
            for (nint u = 0; u < units; u += W)
            {
                var at = ((nint)row * units) + u;
                var above = ((nint)row * stride) + u;
                var i = M.Load(gates + u);
                var f = M.Load(gates + units + u);
                var g = M.Load(gates + (2 * units) + u);
                var o = M.Load(gates + (3 * units) + u);
                var t = M.Load(cellTanh + at);
                var dh = M.MultiplyAdd(M.Load(dUp + above), M.Load(mask + at), M.Load(dHidden + above));
                var dc = M.MultiplyAdd(M.Multiply(dh, o), M.Subtract(one, M.Multiply(t, t)), M.Load(dCell + at));
                M.Store(M.Multiply(M.Multiply(dc, g), M.Multiply(i, M.Subtract(one, i))), gates + u);
                M.Store(M.Multiply(M.Multiply(dc, M.Load(cell + at)), M.Multiply(f, M.Subtract(one, f))), gates + units + u);
                M.Store(M.Multiply(M.Multiply(dc, i), M.Subtract(one, M.Multiply(g, g))), gates + (2 * units) + u);
                M.Store(M.Multiply(M.Multiply(dh, t), M.Multiply(o, M.Subtract(one, o))), gates + (3 * units) + u);
                M.Store(M.Multiply(dc, f), dCell + at);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void AdamW(float* weights, float* gradient, float* first, float* second, int count, in AdamStep step)
    {
        V scale = M.Fill(step.GradientScale), rate = M.Fill(-step.Rate), secondScale = M.Fill(step.SecondScale), shrink = M.Fill(step.Shrink);
        V beta1 = M.Fill(step.Beta1), rest1 = M.Fill(1 - step.Beta1), beta2 = M.Fill(step.Beta2), rest2 = M.Fill(1 - step.Beta2), tiny = M.Fill(1e-8f);
        for (nint i = 0; i < count; i += W)
        {
            var g = M.Multiply(M.Load(gradient + i), scale);
            var m = M.MultiplyAdd(beta1, M.Load(first + i), M.Multiply(rest1, g));
            var v = M.MultiplyAdd(beta2, M.Load(second + i), M.Multiply(rest2, M.Multiply(g, g)));
            var move = M.Divide(M.Multiply(rate, m), M.Add(M.Sqrt(M.Multiply(v, secondScale)), tiny));
            M.Store(m, first + i);
            M.Store(v, second + i);
            M.Store(M.MultiplyAdd(M.Load(weights + i), shrink, move), weights + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Average(float* average, float* weights, float rate, int count)
    {
        var share = M.Fill(rate);
        for (nint i = 0; i < count; i += W)
        {
            var old = M.Load(average + i);
            M.Store(M.MultiplyAdd(share, M.Subtract(M.Load(weights + i), old), old), average + i);
        }
    }

    /// <summary>e^x within 2e-7 of itself for |x| up to 87: 2^n times a Taylor polynomial on the rest, at most ln 2 / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Exp(V x)
    {
        const float Magic = 12582912f;
        x = M.Clamp(x, 87);
        var shifted = M.MultiplyAdd(x, M.Fill(1.44269504f), M.Fill(Magic));
        var n = M.Subtract(shifted, M.Fill(Magic));
        var r = M.MultiplyAdd(n, M.Fill(-0.693145752f), x);
        r = M.MultiplyAdd(n, M.Fill(-1.42860677e-6f), r);
        var p = M.MultiplyAdd(r, M.Fill(1f / 720), M.Fill(1f / 120));
        p = M.MultiplyAdd(p, r, M.Fill(1f / 24));
        p = M.MultiplyAdd(p, r, M.Fill(1f / 6));
        p = M.MultiplyAdd(p, r, M.Fill(0.5f));
        p = M.MultiplyAdd(p, r, M.Fill(1));
        p = M.MultiplyAdd(p, r, M.Fill(1));
        return M.Multiply(p, M.PowerOfTwo(shifted));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sigmoid(V x) => M.Divide(M.Fill(1), M.Add(M.Fill(1), Exp(M.Subtract(M.Fill(0), x))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tanh(V x) => M.Subtract(M.Fill(1), M.Divide(M.Fill(2), M.Add(M.Fill(1), Exp(M.Add(x, x)))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightVectors(float* x, int k, float* b, int n, float* bias, float* y)
    {
        V s0 = M.Load(bias), s1 = M.Load(bias + W), s2 = M.Load(bias + (2 * W)), s3 = M.Load(bias + (3 * W));
        V s4 = M.Load(bias + (4 * W)), s5 = M.Load(bias + (5 * W)), s6 = M.Load(bias + (6 * W)), s7 = M.Load(bias + (7 * W));
        for (nint i = 0; i < k; i++, b += n)
        {
            var v = M.Fill(x[i]);
            s0 = M.MultiplyAdd(v, M.Load(b), s0);
            s1 = M.MultiplyAdd(v, M.Load(b + W), s1);
            s2 = M.MultiplyAdd(v, M.Load(b + (2 * W)), s2);
            s3 = M.MultiplyAdd(v, M.Load(b + (3 * W)), s3);
            s4 = M.MultiplyAdd(v, M.Load(b + (4 * W)), s4);
            s5 = M.MultiplyAdd(v, M.Load(b + (5 * W)), s5);
            s6 = M.MultiplyAdd(v, M.Load(b + (6 * W)), s6);
            s7 = M.MultiplyAdd(v, M.Load(b + (7 * W)), s7);
        }

        M.Store(s0, y);
        M.Store(s1, y + W);
        M.Store(s2, y + (2 * W));
        M.Store(s3, y + (3 * W));
        M.Store(s4, y + (4 * W));
        M.Store(s5, y + (5 * W));
        M.Store(s6, y + (6 * W));
        M.Store(s7, y + (7 * W));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRows(float* a, nint strideA, float* b, int k, float* start, nint strideStart, float* c, nint strideC)
    {
        float* a1 = a + strideA, a2 = a1 + strideA, a3 = a2 + strideA;
        V c00 = M.Load(start), c01 = M.Load(start + W);
        start += strideStart;
        V c10 = M.Load(start), c11 = M.Load(start + W);
        start += strideStart;
        V c20 = M.Load(start), c21 = M.Load(start + W);
        start += strideStart;
        V c30 = M.Load(start), c31 = M.Load(start + W);
        for (nint i = 0; i < k; i++, b += Panel)
        {
            V b0 = M.Load(b), b1 = M.Load(b + W);
            var x = M.Fill(a[i]);
            c00 = M.MultiplyAdd(x, b0, c00);
            c01 = M.MultiplyAdd(x, b1, c01);
            x = M.Fill(a1[i]);
            c10 = M.MultiplyAdd(x, b0, c10);
            c11 = M.MultiplyAdd(x, b1, c11);
            x = M.Fill(a2[i]);
            c20 = M.MultiplyAdd(x, b0, c20);
            c21 = M.MultiplyAdd(x, b1, c21);
            x = M.Fill(a3[i]);
            c30 = M.MultiplyAdd(x, b0, c30);
            c31 = M.MultiplyAdd(x, b1, c31);
        }

        M.Store(c00, c);
        M.Store(c01, c + W);
        M.Store(c10, c + strideC);
        M.Store(c11, c + strideC + W);
        M.Store(c20, c + (2 * strideC));
        M.Store(c21, c + (2 * strideC) + W);
        M.Store(c30, c + (3 * strideC));
        M.Store(c31, c + (3 * strideC) + W);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneRow(float* a, float* b, int k, float* start, float* c)
    {
        V c0 = M.Load(start), c1 = M.Load(start + W);
        for (nint i = 0; i < k; i++, b += Panel)
        {
            var x = M.Fill(a[i]);
            c0 = M.MultiplyAdd(x, M.Load(b), c0);
            c1 = M.MultiplyAdd(x, M.Load(b + W), c1);
        }

        M.Store(c0, c);
        M.Store(c1, c + W);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourOuter(float* a, nint strideA, float* g, int rows, float* c, nint n)
    {
        V c00 = M.Load(c), c01 = M.Load(c + W), c10 = M.Load(c + n), c11 = M.Load(c + n + W);
        V c20 = M.Load(c + (2 * n)), c21 = M.Load(c + (2 * n) + W), c30 = M.Load(c + (3 * n)), c31 = M.Load(c + (3 * n) + W);
        for (nint r = 0; r < rows; r++, a += strideA, g += 2 * W)
        {
            V g0 = M.Load(g), g1 = M.Load(g + W);
            var x = M.Fill(a[0]);
            c00 = M.MultiplyAdd(x, g0, c00);
            c01 = M.MultiplyAdd(x, g1, c01);
            x = M.Fill(a[1]);
            c10 = M.MultiplyAdd(x, g0, c10);
            c11 = M.MultiplyAdd(x, g1, c11);
            x = M.Fill(a[2]);
            c20 = M.MultiplyAdd(x, g0, c20);
            c21 = M.MultiplyAdd(x, g1, c21);
            x = M.Fill(a[3]);
            c30 = M.MultiplyAdd(x, g0, c30);
            c31 = M.MultiplyAdd(x, g1, c31);
        }

        M.Store(c00, c);
        M.Store(c01, c + W);
        M.Store(c10, c + n);
        M.Store(c11, c + n + W);
        M.Store(c20, c + (2 * n));
        M.Store(c21, c + (2 * n) + W);
        M.Store(c30, c + (3 * n));
        M.Store(c31, c + (3 * n) + W);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OneOuter(float* a, nint strideA, float* g, int rows, float* c)
    {
        V c0 = M.Load(c), c1 = M.Load(c + W);
        for (nint r = 0; r < rows; r++, a += strideA, g += 2 * W)
        {
            var x = M.Fill(a[0]);
            c0 = M.MultiplyAdd(x, M.Load(g), c0);
            c1 = M.MultiplyAdd(x, M.Load(g + W), c1);
        }

        M.Store(c0, c);
        M.Store(c1, c + W);
    }
}
