namespace Ats.Server.Settings;

/// <summary>
/// Where the API key and its secret come from: a file {"environment":"demo","key":"…","secret":"…"} that only its owner can read, or, where
/// none is named, the variables ATS_BYBIT_DEMO_KEY and ATS_BYBIT_DEMO_SECRET (or SIMULATED, TESTNET, MAINNET), else user secrets. An RSA key
/// has a privateKeyFile (a PEM) instead of a secret.
/// </summary>
public sealed record KeySettings
{
    public string? File { get; init; }
}
