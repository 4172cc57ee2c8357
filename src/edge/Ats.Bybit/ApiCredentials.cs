using System.Text.Json;

namespace Ats.Bybit;

/// <summary>A key with its secret, bound to the environment it belongs to. Prints as the environment and the key's last four characters.</summary>
public sealed class ApiCredentials
{
    /// <param name="environment">The world the key was made in.</param>
    /// <param name="key">The API key, sent with every request.</param>
    /// <param name="secret">Signs; never leaves.</param>
    public ApiCredentials(BybitEnvironment environment, string key, ApiSecret secret)
    {
        if (string.IsNullOrWhiteSpace(key)) throw new ArgumentException("The API key is empty.", nameof(key));
        if (environment.IsDataOnly) throw new ArgumentException("Public data takes no key.", nameof(environment));
        (Environment, Key, Secret) = (environment, key.Trim(), secret);
        if (!Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) throw new ArgumentException("The API key holds characters no key has.", nameof(key));
    }

    public BybitEnvironment Environment { get; }

    public string Key { get; }

    internal ApiSecret Secret { get; }

    /// <summary>
    /// Reads ATS_BYBIT_DEMO_KEY and ATS_BYBIT_DEMO_SECRET, or ATS_BYBIT_DEMO_PRIVATE_KEY_FILE, a PEM (or SIMULATED, TESTNET, MAINNET): the variable's
    /// name binds the key to its world.
    /// </summary>
    /// <returns>None when neither variable is set.</returns>
    /// <exception cref="ArgumentException">One of the two is missing.</exception>
    public static ApiCredentials? FromVariables(BybitEnvironment environment, Func<string, string?> variable)
    {
        var prefix = $"ATS_BYBIT_{environment.Kind.ToString().ToUpperInvariant()}_";
        var (key, secret, pem) = (variable(prefix + "KEY"), variable(prefix + "SECRET"), variable(prefix + "PRIVATE_KEY_FILE"));
        if (string.IsNullOrWhiteSpace(key) && string.IsNullOrWhiteSpace(secret) && string.IsNullOrWhiteSpace(pem)) return null;
        if (string.IsNullOrWhiteSpace(key) || string.IsNullOrWhiteSpace(secret) == string.IsNullOrWhiteSpace(pem))
            throw new ArgumentException($"{prefix}KEY and {prefix}SECRET (or, of an RSA key, {prefix}PRIVATE_KEY_FILE instead) must be set together.");
        return new ApiCredentials(environment, key, string.IsNullOrWhiteSpace(secret) ? PrivateKey(pem!) : new ApiSecret(secret));
    }

    /// <summary>
    /// Reads Bybit:Demo:Key and Bybit:Demo:Secret (or PrivateKeyFile; or Simulated, Testnet, Mainnet) from the file that
    /// <c>dotnet user-secrets set --id ats</c> writes.
    /// </summary>
    /// <returns>None when there is no file, or no key of this environment in it.</returns>
    /// <exception cref="ArgumentException">The file is damaged, or one of the two is missing. The message never holds its contents.</exception>
    public static ApiCredentials? FromUserSecrets(BybitEnvironment environment, string path)
    {
        if (!File.Exists(path)) return null;
        var prefix = $"Bybit:{environment.Kind}:";
        if (UserSecrets(path, prefix) is not var (key, secret, pem)) throw new ArgumentException($"{path} is no file of user secrets.");
        if (key is null && secret is null && pem is null) return null;
        if (key is null || secret is null == pem is null) throw new ArgumentException($"{path}: {prefix}Key and {prefix}Secret (or {prefix}PrivateKeyFile) must be set together.");
        return new ApiCredentials(environment, key, secret is null ? PrivateKey(pem!) : new ApiSecret(secret));
    }

    /// <summary>Where <c>dotnet user-secrets --id ats</c> keeps its file on this machine.</summary>
    public static string UserSecretsFile => OperatingSystem.IsWindows()
        ? Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.ApplicationData), "Microsoft", "UserSecrets", "ats", "secrets.json")
        : Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".microsoft", "usersecrets", "ats", "secrets.json");

    /// <summary>Reads {"environment":"demo","key":"…","secret":"…"} from a file nobody else may read; of an RSA key "privateKeyFile" instead of the secret.</summary>
    /// <exception cref="ArgumentException">The file is of another environment, unreadable or readable by others. The message never holds its contents.</exception>
    public static ApiCredentials FromFile(BybitEnvironment environment, string path)
    {
        OwnersOnly(path);
        // The parser's own words are dropped on purpose: they may quote the file.
        if (Parse(path) is not var (named, key, secret, pem) || secret is null == pem is null) throw new ArgumentException($"{path} is not a credentials file with environment, key and secret (or privateKeyFile).");
        if (!string.Equals(named, environment.Kind.ToString(), StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"{path} holds a key of '{named}', not of {environment.Kind}.");
        return new ApiCredentials(environment, key, secret is null ? PrivateKey(pem!) : new ApiSecret(secret));
    }

    public override string ToString() => $"{Environment.Kind} key …{(Key.Length > 8 ? Key[^4..] : "")}";

    private static (string? Key, string? Secret, string? PrivateKeyFile)? UserSecrets(string path, string prefix)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            string? Text(string name) => json.RootElement.TryGetProperty(prefix + name, out var value) ? value.GetString() : null;
            return (Text("Key"), Text("Secret"), Text("PrivateKeyFile"));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ApiSecret PrivateKey(string path)
    {
        OwnersOnly(path);
        return new ApiSecret(File.ReadAllText(path));
    }

    private static void OwnersOnly(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            throw new ArgumentException($"{path} can be read or written by others: chmod 600 it.");
    }

    private static (string Environment, string Key, string? Secret, string? PrivateKeyFile)? Parse(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            string Text(string name) => json.RootElement.GetProperty(name).GetString() ?? "";
            string? Optional(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
            return (Text("environment"), Text("key"), Optional("secret"), Optional("privateKeyFile"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
