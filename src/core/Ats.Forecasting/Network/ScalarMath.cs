using System.Runtime.CompilerServices;

namespace Ats.Forecasting.Network;

/// <summary>One number at a time: the portable path, and the oracle of the others.</summary>
internal readonly unsafe struct ScalarMath : IVectorMath<float>
{
    public static int Width => 1;

    public static float Load(float* from) => *from;

    public static void Store(float value, float* to) => *to = value;

    public static float Fill(float value) => value;

    public static float Add(float a, float b) => a + b;

    public static float Subtract(float a, float b) => a - b;

    public static float Multiply(float a, float b) => a * b;

    public static float Divide(float a, float b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float a, float b, float c) => MathF.FusedMultiplyAdd(a, b, c);

    public static float Sqrt(float a) => MathF.Sqrt(a);

    public static float Clamp(float a, float limit) => a < -limit ? -limit : a > limit ? limit : a;

    public static float PowerOfTwo(float a) => BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(a) + 127) << 23);
}
