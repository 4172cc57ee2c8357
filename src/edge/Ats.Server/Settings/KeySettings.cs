namespace Ats.Server.Settings;

/// <summary>Where the API key and its secret come from: environment variables, or a file with the key on the first line and the secret on the second.</summary>
public sealed record KeySettings
{
    public string KeyVariable { get; init; } = "ATS_BYBIT_KEY";

    public string SecretVariable { get; init; } = "ATS_BYBIT_SECRET";

    public string? File { get; init; }
}
