using System.Runtime.CompilerServices;
using System.Text;

namespace Ats.Storage.Facts;

/// <summary>Names of a byte-sized enum both ways, without allocating; a value without a name is written as its number.</summary>
internal static class EnumNames<TEnum>
    where TEnum : unmanaged, Enum
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 256).Select(i => Of((byte)i).ToString())];
    private static readonly byte[][] Utf8 = [.. Names.Select(Encoding.UTF8.GetBytes)];

    public static string Text(TEnum value) => Names[Number(value)];

    public static ReadOnlySpan<byte> Bytes(TEnum value) => Utf8[Number(value)];

    public static bool TryParse(ReadOnlySpan<byte> name, out TEnum value)
    {
        for (var i = 0; i < Utf8.Length; i++)
        {
            if (!name.SequenceEqual(Utf8[i])) continue;
            value = Of((byte)i);
            return true;
        }

        value = default;
        return false;
    }

    public static bool TryParse(string name, out TEnum value)
    {
        var index = Array.IndexOf(Names, name);
        value = Of((byte)Math.Max(index, 0));
        return index >= 0;
    }

    private static byte Number(TEnum value) => Unsafe.SizeOf<TEnum>() == 1
        ? Unsafe.BitCast<TEnum, byte>(value)
        : throw new InvalidOperationException($"{typeof(TEnum).Name} is not a byte-sized enum.");

    private static TEnum Of(byte number) => Unsafe.BitCast<byte, TEnum>(number);
}
