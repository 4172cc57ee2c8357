using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Ats.Bybit;

/// <summary>A secret that signs and does nothing else: it cannot be read back, printed or serialised.</summary>
[DebuggerDisplay("***")]
public sealed class ApiSecret
{
    private readonly byte[] _key;

    /// <exception cref="ArgumentException">The secret is empty.</exception>
    public ApiSecret(string secret)
    {
        if (string.IsNullOrWhiteSpace(secret)) throw new ArgumentException("The API secret is empty.", nameof(secret));
        _key = Encoding.UTF8.GetBytes(secret.Trim());
    }

    /// <summary>Length of a signature: HMAC-SHA256 as lower-case hex.</summary>
    public const int SignatureLength = 64;

    /// <summary>Signs the bytes as they are sent.</summary>
    /// <param name="payload">What is signed.</param>
    /// <param name="hex">At least <see cref="SignatureLength"/> characters.</param>
    public void Sign(ReadOnlySpan<byte> payload, Span<char> hex)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, payload, mac);
        Convert.TryToHexStringLower(mac, hex, out _);
    }

    public override string ToString() => "***";
}
