using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Ats.Forecasting.Network;

/// <summary>
/// The safetensors format (Hugging Face): eight bytes of header length, a JSON header of names, shapes and places, then the numbers. Reading is strict:
/// what does not fit to the byte is refused. Only F32 is read and written.
/// </summary>
public static class SafeTensors
{
    /// <summary>Longest header read.</summary>
    public const int MostHeaderBytes = 1 << 20;

    private const int LengthBytes = sizeof(ulong);

    /// <summary>Tensors in the order given, metadata sorted by name: the same content, the same bytes.</summary>
    public static byte[] Write(IReadOnlyList<SafeTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json)) WriteHeader(writer, tensors, metadata);
        // The numbers begin at a multiple of eight.
        while (json.Length % 8 != 0) json.WriteByte((byte)' ');
        var header = json.ToArray();
        var bytes = new byte[LengthBytes + header.Length + (sizeof(float) * tensors.Sum(t => t.Values.Length))];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        header.CopyTo(bytes.AsSpan(LengthBytes));
        var at = LengthBytes + header.Length;
        foreach (var value in tensors.SelectMany(t => t.Values))
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), value);
            at += sizeof(float);
        }

        return bytes;
    }

    /// <exception cref="FormatException">The bytes are not a whole and consistent file; the message says where.</exception>
    public static (IReadOnlyList<SafeTensor> Tensors, IReadOnlyDictionary<string, string> Metadata) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < LengthBytes) throw new FormatException($"A weight file of {bytes.Length} bytes is shorter than its header length.");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > MostHeaderBytes) throw new FormatException($"The weight file claims a header of {length} bytes; at most {MostHeaderBytes} are read.");
        if (length > (ulong)(bytes.Length - LengthBytes)) throw new FormatException($"The weight file is cut off: its header has {length} bytes, {bytes.Length - LengthBytes} are there.");
        var numbers = bytes[(LengthBytes + (int)length)..];
        try
        {
            using var header = JsonDocument.Parse(bytes.Slice(LengthBytes, (int)length).ToArray());
            return Parse(header.RootElement, numbers);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            throw new FormatException($"The weight file's header is not what it should be: {e.Message}", e);
        }
    }

    private static void WriteHeader(Utf8JsonWriter writer, IReadOnlyList<SafeTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("__metadata__");
        foreach (var (name, value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal)) writer.WriteString(name, value);
        writer.WriteEndObject();
        var at = 0;
        foreach (var tensor in tensors)
        {
            writer.WriteStartObject(tensor.Name);
            writer.WriteString("dtype", "F32");
            writer.WriteStartArray("shape");
            foreach (var dimension in tensor.Shape) writer.WriteNumberValue(dimension);
            writer.WriteEndArray();
            writer.WriteStartArray("data_offsets");
            writer.WriteNumberValue(at);
            writer.WriteNumberValue(at += sizeof(float) * tensor.Values.Length);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static (IReadOnlyList<SafeTensor>, IReadOnlyDictionary<string, string>) Parse(JsonElement root, ReadOnlySpan<byte> numbers)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var places = new List<(string Name, int[] Shape, int Start, int End)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in root.EnumerateObject())
        {
            if (!names.Add(entry.Name)) throw new FormatException($"The weight file names '{entry.Name}' twice.");
            if (entry.Name == "__metadata__")
                foreach (var item in entry.Value.EnumerateObject()) metadata[item.Name] = item.Value.GetString() ?? throw new FormatException($"Metadata '{item.Name}' is not a text.");
            else
                places.Add(Place(entry));
        }

        var tensors = new List<SafeTensor>();
        var at = 0;
        foreach (var (name, shape, start, end) in places.OrderBy(p => p.Start).ThenBy(p => p.End))
        {
            if (start != at || end > numbers.Length) throw new FormatException($"Tensor '{name}' lies at {start} to {end}, where {at} was to follow, in {numbers.Length} bytes of numbers.");
            tensors.Add(new SafeTensor(name, shape, Floats(numbers[start..end])));
            at = end;
        }

        if (at != numbers.Length) throw new FormatException($"The weight file has {numbers.Length} bytes of numbers; its tensors are {at}.");
        return (tensors, metadata);
    }

    private static (string Name, int[] Shape, int Start, int End) Place(JsonProperty entry)
    {
        var fields = entry.Value.EnumerateObject().Select(f => f.Name).Order(StringComparer.Ordinal);
        if (!fields.SequenceEqual(["data_offsets", "dtype", "shape"])) throw new FormatException($"Tensor '{entry.Name}' must have dtype, shape and data_offsets, and nothing else.");
        var type = entry.Value.GetProperty("dtype").GetString();
        if (type != "F32") throw new FormatException($"Tensor '{entry.Name}' is of type {type}; only F32 is read.");
        var shape = Whole(entry.Name, entry.Value.GetProperty("shape"));
        var offsets = Whole(entry.Name, entry.Value.GetProperty("data_offsets"));
        if (offsets.Length != 2) throw new FormatException($"Tensor '{entry.Name}' has {offsets.Length} offsets instead of 2.");
        long bytes = sizeof(float);
        foreach (var dimension in shape)
        {
            bytes *= dimension;
            if (bytes > int.MaxValue) throw new FormatException($"Tensor '{entry.Name}' is too large.");
        }

        if (offsets[1] - (long)offsets[0] != bytes) throw new FormatException($"Tensor '{entry.Name}' of {bytes} bytes lies at {offsets[0]} to {offsets[1]}.");
        return (entry.Name, shape, offsets[0], offsets[1]);
    }

    private static int[] Whole(string name, JsonElement array)
    {
        var values = new int[array.GetArrayLength()];
        for (var i = 0; i < values.Length; i++)
            if (!array[i].TryGetInt32(out values[i]) || values[i] < 0) throw new FormatException($"Tensor '{name}' has {array[i].GetRawText()} where a whole number from 0 on belongs.");
        return values;
    }

    private static float[] Floats(ReadOnlySpan<byte> bytes)
    {
        var values = new float[bytes.Length / sizeof(float)];
        bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        if (BitConverter.IsLittleEndian) return values;
        for (var i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
        return values;
    }
}
