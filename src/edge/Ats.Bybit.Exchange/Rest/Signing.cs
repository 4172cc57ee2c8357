using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ats.Bybit.Exchange.Core;

namespace Ats.Bybit.Exchange.Rest;

/// <summary>Keys, time window and signatures, in the order SPEC.md 2 gives.</summary>
internal static class Signing
{
    public const long DefaultRecvWindowMs = 5000;
    private const long FutureMs = 1000;

    /// <summary>Checks a signed call; on success the account is set.</summary>
    public static (int Status, Outcome Outcome) Check(RestCall call, ExchangeCore core, out Account? account)
    {
        account = null;
        if (string.IsNullOrEmpty(call.ApiKey) || string.IsNullOrEmpty(call.Timestamp) || string.IsNullOrEmpty(call.Signature))
            return (401, Outcome.Fail(ReturnCode.Parameter, $"empty value: apiTimestamp[{call.Timestamp}] apiKey[{call.ApiKey}] apiSignature[{call.Signature}]"));
        account = core.FindAccount(call.ApiKey);
        if (account is null) return (200, Outcome.Fail(ReturnCode.UnknownKey, "API key is invalid."));
        var window = CheckWindow(call.Timestamp, call.RecvWindow, core.NowMs);
        if (!window.Ok) return (200, window);
        var matches = Matches(account.Secret, [Encoding.UTF8.GetBytes(call.Timestamp + call.ApiKey + call.RecvWindow), call.IsPost ? call.Body : Encoding.UTF8.GetBytes(call.RawQuery)], call.Signature);
        return (200, matches ? Outcome.Success : Outcome.Fail(ReturnCode.Signature, $"error sign! origin_string[{call.Timestamp + call.ApiKey + call.RecvWindow}...]"));
    }

    /// <summary>server - recvWindow ≤ timestamp &lt; server + 1 s.</summary>
    public static Outcome CheckWindow(string? timestampText, string? recvText, long nowMs)
    {
        var recv = DefaultRecvWindowMs;
        var ok = long.TryParse(timestampText, NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp);
        if (!string.IsNullOrEmpty(recvText)) ok &= long.TryParse(recvText, NumberStyles.None, CultureInfo.InvariantCulture, out recv);
        return ok && timestamp >= nowMs - recv && timestamp < nowMs + FutureMs
            ? Outcome.Success
            : Outcome.Fail(ReturnCode.TimeWindow, $"invalid request, please check your server timestamp or recv_window param. req_timestamp[{timestampText}],server_timestamp[{nowMs}],recv_window[{recv}]");
    }

    /// <summary>Whether a WebSocket auth's signature of GET/realtime + expires is right.</summary>
    public static bool MatchesSocket(string secret, string expires, string signature) => Matches(secret, [Encoding.UTF8.GetBytes("GET/realtime" + expires)], signature);

    private static bool Matches(string secret, ReadOnlySpan<ReadOnlyMemory<byte>> parts, string signature)
    {
        if (secret.StartsWith("-----BEGIN", StringComparison.Ordinal)) return MatchesRsa(secret, parts, signature);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        foreach (var part in parts) hmac.AppendData(part.Span);
        Span<byte> hash = stackalloc byte[32];
        hmac.GetHashAndReset(hash);
        return signature.Length == 64 && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash)), Encoding.ASCII.GetBytes(signature));
    }

    /// <summary>Of a key that its owner made: the secret is the public half, in PEM.</summary>
    private static bool MatchesRsa(string publicKey, ReadOnlySpan<ReadOnlyMemory<byte>> parts, string signature)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(publicKey);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts) hash.AppendData(part.Span);
        var bytes = new byte[signature.Length];
        return Convert.TryFromBase64String(signature, bytes, out var length) && rsa.VerifyHash(hash.GetHashAndReset(), bytes.AsSpan(0, length), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }
}
