using System.Buffers.Binary;
using System.Text;
using Ats.Domain;
using Ats.Forecasting.Network;

namespace Ats.Core.Tests.Forecasting.Network;

public sealed class LstmFileTests
{
    private static readonly LstmNetwork[] Networks = [LstmNetwork.Create(new LstmShape(3, 5, 2, 2), 1), LstmNetwork.Create(new LstmShape(3, 5, 2, 2), 2)];

    [Fact]
    public void What_is_written_is_read_to_the_bit_and_written_again_to_the_byte()
    {
        var bytes = LstmFile.Write(Networks);
        var read = LstmFile.Read(bytes);
        Assert.Equal(2, read.Count);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(Networks[i].Shape, read[i].Shape);
            Assert.True(Networks[i].Weights.SequenceEqual(read[i].Weights));
        }

        Assert.Equal(bytes, LstmFile.Write(read));
    }

    [Fact]
    public void The_layout_is_that_of_the_format()
    {
        var bytes = SafeTensors.Write([new SafeTensor("a", [2], [1, 2]), new SafeTensor("b", [1, 1], [-0.5f])], new Dictionary<string, string> { ["k"] = "v" });
        const string Header = """{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]}}""";
        var padded = Header.PadRight((Header.Length + 7) / 8 * 8);
        Assert.Equal((ulong)padded.Length, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        Assert.Equal(padded, Encoding.UTF8.GetString(bytes, 8, padded.Length));
        Assert.Equal<byte>([0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0, 0xbf], bytes[(8 + padded.Length)..]);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        var bytes = LstmFile.Write(Networks);
        for (var length = 0; length < bytes.Length; length += length < 1200 ? 1 : 97) Assert.Throws<FormatException>(() => LstmFile.Read(bytes.AsSpan(0, length)));
        Assert.Throws<FormatException>(() => LstmFile.Read([.. bytes, 0]));
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_and_never_worse()
    {
        var bytes = LstmFile.Write(Networks);
        var header = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes) + 8;
        var rng = new Rng(4);
        var refused = 0;
        for (var round = 0; round < 2_000; round++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var i = rng.Next(3); i >= 0; i--) damaged[rng.Next(header)] = (byte)rng.Next(256);
            try
            {
                Assert.Equal(2, LstmFile.Read(damaged).Count);
            }
            catch (FormatException)
            {
                refused++;
            }
        }

        Assert.True(refused > 1_500);
    }

    [Theory]
    [InlineData("\"shape\":[20,3]", "\"shape\":[60]  ", "shape")]
    [InlineData("\"shape\":[20,3]", "\"shape\":[20,4]", "lies at")]
    [InlineData("\"shape\":[20,3]", "\"shape\":[-5,3]", "whole number")]
    [InlineData("\"F32\"", "\"F16\"", "F16")]
    [InlineData("\"hidden\":\"5\"", "\"hidden\":\"6\"", "shape")]
    [InlineData("\"hidden\":\"5\"", "\"hidden\":\"x\"", "hidden")]
    [InlineData("ats-lstm-1", "ats-lstm-2", "ats-lstm-2")]
    [InlineData("0.lstm.bias_l0", "1.lstm.bias_l0", "twice")]
    [InlineData("0.lstm.bias_l0", "0.lstm.bias_l9", "lacks")]
    [InlineData("{\"__meta", "[\"__meta", "header")]
    public void Each_fault_of_the_header_is_named(string good, string bad, string word)
    {
        var bytes = LstmFile.Write(Networks);
        var header = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var text = Encoding.UTF8.GetString(bytes, 8, header);
        var at = text.IndexOf(good, StringComparison.Ordinal);
        Encoding.UTF8.GetBytes(text[..at] + bad + text[(at + good.Length)..]).CopyTo(bytes, 8);
        var error = Assert.Throws<FormatException>(() => LstmFile.Read(bytes));
        Assert.Contains(word, error.Message);
    }

    [Fact]
    public void A_header_of_absurd_length_and_weights_that_are_not_finite_are_refused()
    {
        var bytes = LstmFile.Write(Networks);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(bytes.Length - 4), float.NaN);
        Assert.Contains("finite", Assert.Throws<FormatException>(() => LstmFile.Read(bytes)).Message);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, ulong.MaxValue);
        Assert.Contains("at most", Assert.Throws<FormatException>(() => LstmFile.Read(bytes)).Message);
    }
}
