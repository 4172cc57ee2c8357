using System.Buffers.Binary;
using Google.Protobuf;

namespace Ats.Mlops.Training;

/// <summary>
/// The few messages of the ONNX format that <see cref="LstmOnnx"/> needs, by the field numbers of onnx.proto: written in the order of calls, so the
/// same calls give the same bytes.
/// </summary>
internal sealed class OnnxWriter
{
    private const int FloatType = 1;
    private const int Int64Type = 7;
    private readonly List<byte[]> _nodes = [];
    private readonly List<byte[]> _initializers = [];
    private readonly List<byte[]> _inputs = [];
    private readonly List<byte[]> _outputs = [];

    /// <summary>An operation; the name of its first output is returned.</summary>
    public string Node(string operation, string[] inputs, string[] outputs, params (string Name, long[] Values, bool IsList)[] attributes)
    {
        _nodes.Add(Message(o =>
        {
            foreach (var input in inputs) Text(o, 1, input);
            foreach (var output in outputs) Text(o, 2, output);
            Text(o, 3, outputs[0]);
            Text(o, 4, operation);
            foreach (var attribute in attributes) Nested(o, 5, Attribute(attribute));
        }));
        return outputs[0];
    }

    /// <summary>A constant tensor of floats; its name is returned.</summary>
    public string Constant(string name, int[] shape, ReadOnlySpan<float> values)
    {
        var raw = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * sizeof(float)), values[i]);
        return Initializer(name, FloatType, shape, raw);
    }

    /// <summary>A constant list of whole numbers; its name is returned.</summary>
    public string Constant(string name, params long[] values)
    {
        var raw = new byte[values.Length * sizeof(long)];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(i * sizeof(long)), values[i]);
        return Initializer(name, Int64Type, [values.Length], raw);
    }

    /// <summary>A float input; dimensions are numbers, or names where they are free.</summary>
    public string Input(string name, params string[] dimensions)
    {
        _inputs.Add(Value(name, dimensions));
        return name;
    }

    public void Output(string name, params string[] dimensions) => _outputs.Add(Value(name, dimensions));

    public byte[] Model(string name, string version, int opset, IEnumerable<(string Key, string Value)> metadata) => Message(o =>
    {
        Number(o, 1, 8);
        Text(o, 2, "ats");
        Text(o, 3, version);
        Nested(o, 7, Message(g =>
        {
            foreach (var node in _nodes) Nested(g, 1, node);
            Text(g, 2, name);
            foreach (var initializer in _initializers) Nested(g, 5, initializer);
            foreach (var input in _inputs) Nested(g, 11, input);
            foreach (var output in _outputs) Nested(g, 12, output);
        }));
        Nested(o, 8, Message(s => Number(s, 2, opset)));
        foreach (var (key, value) in metadata)
            Nested(o, 14, Message(m =>
            {
                Text(m, 1, key);
                Text(m, 2, value);
            }));
    });

    private static byte[] Attribute((string Name, long[] Values, bool IsList) attribute) => Message(a =>
    {
        Text(a, 1, attribute.Name);
        foreach (var value in attribute.Values) Number(a, attribute.IsList ? 8 : 3, value);
        Number(a, 20, attribute.IsList ? 7 : 2);
    });

    private string Initializer(string name, int type, int[] shape, byte[] raw)
    {
        _initializers.Add(Message(t =>
        {
            foreach (var dimension in shape) Number(t, 1, dimension);
            Number(t, 2, type);
            Text(t, 8, name);
            Nested(t, 9, raw);
        }));
        return name;
    }

    private static byte[] Value(string name, string[] dimensions) => Message(v =>
    {
        Text(v, 1, name);
        Nested(v, 2, Message(t => Nested(t, 1, Message(tensor =>
        {
            Number(tensor, 1, FloatType);
            Nested(tensor, 2, Message(shape =>
            {
                foreach (var dimension in dimensions)
                    Nested(shape, 1, Message(d =>
                    {
                        if (long.TryParse(dimension, out var size)) Number(d, 1, size);
                        else Text(d, 2, dimension);
                    }));
            }));
        }))));
    });

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var stream = new CodedOutputStream(bytes, leaveOpen: true)) write(stream);
        return bytes.ToArray();
    }

    private static void Nested(CodedOutputStream o, int field, byte[] message)
    {
        o.WriteTag(field, WireFormat.WireType.LengthDelimited);
        o.WriteBytes(UnsafeByteOperations.UnsafeWrap(message));
    }

    private static void Text(CodedOutputStream o, int field, string text)
    {
        o.WriteTag(field, WireFormat.WireType.LengthDelimited);
        o.WriteString(text);
    }

    private static void Number(CodedOutputStream o, int field, long number)
    {
        o.WriteTag(field, WireFormat.WireType.Varint);
        o.WriteInt64(number);
    }
}
