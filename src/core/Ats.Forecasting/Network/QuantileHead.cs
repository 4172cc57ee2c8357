namespace Ats.Forecasting.Network;

/// <summary>
/// How ten raw outputs of the network become a mean and nine quantiles that cannot cross: the median, and from it outwards steps that are
/// positive by squareplus, s(x) = (x + sqrt(x^2 + 4)) / 2 (Barron 2021). Raw order: mean, median, four steps up, four steps down.
/// </summary>
internal static class QuantileHead
{
    private const int Steps = 4;
    private const int FirstUp = 2;
    private const int FirstDown = FirstUp + Steps;

    public static float SquarePlus(float x) => 0.5f * (x + MathF.Sqrt(MathF.FusedMultiplyAdd(x, x, 4)));

    /// <summary>The x whose squareplus is the step given.</summary>
    public static float Inverse(float step) => step - (1 / step);

    public static void Decode(ReadOnlySpan<float> raw, Span<float> output)
    {
        output[PredictionLayout.Mean] = raw[0];
        float up = raw[1], down = raw[1];
        output[PredictionLayout.Median] = raw[1];
        for (var i = 0; i < Steps; i++)
        {
            up += SquarePlus(raw[FirstUp + i]);
            down -= SquarePlus(raw[FirstDown + i]);
            output[PredictionLayout.Median + 1 + i] = up;
            output[PredictionLayout.Median - 1 - i] = down;
        }
    }

    /// <summary>The raw outputs that say a normal distribution of mean 0 and the deviation given.</summary>
    public static void Normal(Span<float> raw, float deviation)
    {
        raw[0] = 0;
        raw[1] = 0;
        // Standard normal quantiles at 0.60, 0.75, 0.90, 0.95.
        ReadOnlySpan<float> quantiles = [0, 0.25335f, 0.67449f, 1.28155f, 1.64485f];
        for (var i = 0; i < Steps; i++) raw[FirstUp + i] = raw[FirstDown + i] = Inverse(deviation * (quantiles[i + 1] - quantiles[i]));
    }

    /// <summary>The loss of one horizon: mean pinball loss of the quantiles plus half the squared error of the mean against the outcome clipped.</summary>
    /// <param name="output">As decoded.</param>
    public static float Loss(ReadOnlySpan<float> output, float z, float clip)
    {
        var pinball = 0f;
        for (var q = 0; q < PredictionLayout.Quantiles; q++)
        {
            var level = PredictionLayout.Levels[q];
            var rest = z - output[PredictionLayout.FirstQuantile + q];
            pinball += rest >= 0 ? level * rest : (level - 1) * rest;
        }

        var error = output[PredictionLayout.Mean] - Math.Clamp(z, -clip, clip);
        return (pinball / PredictionLayout.Quantiles) + (0.5f * error * error);
    }

    /// <summary>As <see cref="Loss"/>, times weight; raw outputs become its gradient.</summary>
    public static float LossAndGradient(Span<float> raw, float z, float clip, float weight)
    {
        Span<float> output = stackalloc float[PredictionLayout.Width];
        Decode(raw, output);
        var loss = weight * Loss(output, z, clip);
        raw[0] = weight * (output[PredictionLayout.Mean] - Math.Clamp(z, -clip, clip));
        var share = weight / PredictionLayout.Quantiles;
        // A step moves every quantile further out: sums from the outermost inwards.
        float up = 0, down = 0;
        for (var i = Steps - 1; i >= 0; i--)
        {
            up += share * Slope(output, PredictionLayout.Median + 1 + i, z);
            down += share * Slope(output, PredictionLayout.Median - 1 - i, z);
            raw[FirstUp + i] = up * SquarePlusSlope(raw[FirstUp + i]);
            raw[FirstDown + i] = -down * SquarePlusSlope(raw[FirstDown + i]);
        }

        raw[1] = up + down + (share * Slope(output, PredictionLayout.Median, z));
        return loss;
    }

    private static float Slope(ReadOnlySpan<float> output, int place, float z)
    {
        var level = PredictionLayout.Levels[place - PredictionLayout.FirstQuantile];
        return z >= output[place] ? -level : 1 - level;
    }

    private static float SquarePlusSlope(float x) => 0.5f * (1 + (x / MathF.Sqrt(MathF.FusedMultiplyAdd(x, x, 4))));
}
