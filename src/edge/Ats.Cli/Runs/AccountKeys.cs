using Ats.Bybit;
using Ats.Server.Settings;

namespace Ats.Cli.Runs;

/// <summary>The API key of a real environment, from the settings' file, else the variables named after the environment, else .NET's user secrets.</summary>
internal static class AccountKeys
{
    /// <exception cref="SettingsException">There is none, or it is of another environment.</exception>
    public static ApiCredentials Load(LiveSettings settings, BybitEnvironment environment)
    {
        try
        {
            var credentials = settings.Keys.File is { } file ? ApiCredentials.FromFile(environment, file)
                : ApiCredentials.FromVariables(environment, Environment.GetEnvironmentVariable) ?? ApiCredentials.FromUserSecrets(environment, ApiCredentials.UserSecretsFile);
            return credentials ?? throw new SettingsException($"No API key for {settings.Environment.ToString().ToLowerInvariant()}: set {Variable(environment, "KEY")} and {Variable(environment, "SECRET")} (or {Variable(environment, "PRIVATE_KEY_FILE")}), keys.file, or user secrets (dotnet user-secrets set --id ats Bybit:{environment.Kind}:Key ...).");
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"keys: {e.Message.Split(" (Parameter")[0]}", e);
        }
    }

    private static string Variable(BybitEnvironment environment, string what) => $"ATS_BYBIT_{environment.Kind.ToString().ToUpperInvariant()}_{what}";
}
