using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ats.Forecasting;

namespace Ats.Mlops.Registry;

/// <summary>
/// Rows and the outputs a predictor gave for them from a reset on, kept beside it so that a load that computes something else is noticed.
/// Layout, little-endian: "ATSGOLD1", rows, features, outputs (int32 each), then per row sigma, features, outputs (float32).
/// </summary>
public static class GoldenFile
{
    /// <summary>Greatest difference allowed, units of z.</summary>
    public const float Tolerance = 1e-5f;

    private const int HeaderBytes = 20;

    private static ReadOnlySpan<byte> Magic => "ATSGOLD1"u8;

    /// <param name="predictor">Is reset and stepped.</param>
    /// <param name="features">Rows one after the other, raw.</param>
    /// <param name="sigmasBps">One a row.</param>
    public static byte[] Make(IPredictor predictor, ReadOnlySpan<float> features, ReadOnlySpan<float> sigmasBps)
    {
        var width = predictor.Schema.Count;
        var outputs = predictor.HorizonSeconds.Count * PredictionLayout.Width;
        if (features.Length != width * sigmasBps.Length) throw new ArgumentException($"{features.Length} features are not {sigmasBps.Length} rows of {width}.", nameof(features));
        var record = 1 + width + outputs;
        var bytes = new byte[HeaderBytes + (sigmasBps.Length * record * sizeof(float))];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), sigmasBps.Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), outputs);
        var numbers = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(HeaderBytes));
        predictor.Reset();
        for (var i = 0; i < sigmasBps.Length; i++)
        {
            var row = numbers.Slice(i * record, record);
            row[0] = sigmasBps[i];
            features.Slice(i * width, width).CopyTo(row[1..]);
            predictor.Step(row.Slice(1, width), row[0], row[(1 + width)..]);
        }

        return bytes;
    }

    /// <summary>What is wrong, in words; null where the predictor gives what was kept.</summary>
    public static string? Check(ReadOnlySpan<byte> bytes, IPredictor predictor)
    {
        if (bytes.Length < HeaderBytes || !bytes[..8].SequenceEqual(Magic)) return "is not a golden file";
        var rows = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        var width = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
        var outputs = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
        var expected = predictor.HorizonSeconds.Count * PredictionLayout.Width;
        if (width != predictor.Schema.Count || outputs != expected) return $"has {width} features and {outputs} outputs a row, the model {predictor.Schema.Count} and {expected}";
        var record = 1L + width + outputs;
        if (rows < 1 || bytes.Length != HeaderBytes + (rows * record * sizeof(float))) return $"is cut: {bytes.Length} bytes for {rows} rows";
        var numbers = MemoryMarshal.Cast<byte, float>(bytes[HeaderBytes..]);
        var given = new float[outputs];
        predictor.Reset();
        for (var i = 0; i < rows; i++)
        {
            var row = numbers.Slice(i * (int)record, (int)record);
            predictor.Step(row.Slice(1, width), row[0], given);
            var kept = row[(1 + width)..];
            for (var k = 0; k < outputs; k++)
            {
                // Written so that NaN on either side is a difference.
                if (!(MathF.Abs(given[k] - kept[k]) <= Tolerance)) return $"row {i}, output {k}: the model gives {given[k]:G6}, kept is {kept[k]:G6}";
            }
        }

        return null;
    }
}
