using System.Buffers;
using System.Text;
using Ats.Bybit.Wire;

namespace Ats.Bybit;

/// <summary>Signatures of REST requests and sockets, over the raw bytes as they are sent. Small payloads are signed without allocating.</summary>
public static class RequestSigner
{
    private const int OnStack = 1024;

    /// <summary>Signs timestamp + key + receive window + payload (the raw query without '?', or the raw body).</summary>
    public static void Sign(ApiCredentials credentials, long timestampMilliseconds, int receiveWindowMilliseconds, ReadOnlySpan<byte> payload, Span<char> hex)
    {
        var length = 20 + credentials.Key.Length + 11 + payload.Length;
        byte[]? rented = null;
        var buffer = length <= OnStack ? stackalloc byte[OnStack] : rented = ArrayPool<byte>.Shared.Rent(length);
        timestampMilliseconds.TryFormat(buffer, out var at);
        at += Encoding.ASCII.GetBytes(credentials.Key, buffer[at..]);
        receiveWindowMilliseconds.TryFormat(buffer[at..], out var written);
        at += written;
        payload.CopyTo(buffer[at..]);
        credentials.Secret.Sign(buffer[..(at + payload.Length)], hex);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>The frame that authenticates a private or trade socket until it closes; <paramref name="expiresMilliseconds"/> lies in the server's future.</summary>
    public static byte[] AuthFrame(ApiCredentials credentials, long expiresMilliseconds)
    {
        Span<char> hex = stackalloc char[credentials.Secret.Length];
        credentials.Secret.Sign(Encoding.ASCII.GetBytes($"{WireOps.AuthPayloadPrefix}{expiresMilliseconds}"), hex);
        return Encoding.ASCII.GetBytes($"{{\"op\":\"auth\",\"args\":[\"{credentials.Key}\",{expiresMilliseconds},\"{hex}\"]}}");
    }
}
