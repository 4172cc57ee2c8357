using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Ats.Bybit;

/// <summary>
/// A secret that signs and does nothing else: it cannot be read back, printed or serialised. Either what Bybit gave with the key
/// (HMAC-SHA256, hex), or the private RSA key in PEM whose public half was given to Bybit (SHA-256, PKCS #1 v1.5, base64).
/// </summary>
[DebuggerDisplay("***")]
public sealed class ApiSecret
{
    private const string Pem = "-----BEGIN";
    private const int SmallestRsaBits = 2048;
    private readonly byte[] _key = [];
    private readonly RSA? _rsa;
    private readonly Lock _gate = new();

    /// <exception cref="ArgumentException">The secret is empty, or a PEM that is no private RSA key of 2048 bits or more without a passphrase. The message never holds it.</exception>
    public ApiSecret(string secret)
    {
        if (string.IsNullOrWhiteSpace(secret)) throw new ArgumentException("The API secret is empty.", nameof(secret));
        var text = secret.Trim();
        if (text.StartsWith(Pem, StringComparison.Ordinal)) _rsa = Import(text);
        else _key = Encoding.UTF8.GetBytes(text);
        Length = _rsa is null ? SignatureLength : (_rsa.KeySize / 8 + 2) / 3 * 4;
    }

    /// <summary>Length of an HMAC signature: SHA-256 as lower-case hex.</summary>
    public const int SignatureLength = 64;

    /// <summary>Length of this secret's signatures, characters.</summary>
    public int Length { get; }

    /// <summary>Signs the bytes as they are sent.</summary>
    /// <param name="payload">What is signed.</param>
    /// <param name="signature">At least <see cref="Length"/> characters.</param>
    public void Sign(ReadOnlySpan<byte> payload, Span<char> signature)
    {
        if (_rsa is not null)
        {
            // Not promised to be safe for several threads.
            lock (_gate) Convert.TryToBase64Chars(_rsa.SignData(payload, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), signature, out _);
            return;
        }

        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, payload, mac);
        Convert.TryToHexStringLower(mac, signature, out _);
    }

    public override string ToString() => "***";

    private static RSA Import(string pem)
    {
        // The reader's own words are dropped on purpose: they may quote the key.
        var rsa = RSA.Create();
        if (IsPrivateKey(rsa, pem) && rsa.KeySize >= SmallestRsaBits) return rsa;
        rsa.Dispose();
        throw new ArgumentException($"The PEM is no private RSA key of {SmallestRsaBits} bits or more without a passphrase.", nameof(pem));
    }

    private static bool IsPrivateKey(RSA rsa, string pem)
    {
        try
        {
            rsa.ImportFromPem(pem);
            return rsa.ExportParameters(includePrivateParameters: true).D is not null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
