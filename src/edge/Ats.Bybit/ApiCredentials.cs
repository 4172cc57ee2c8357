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
        (Environment, Key, Secret) = (environment, key.Trim(), secret);
        if (!Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) throw new ArgumentException("The API key holds characters no key has.", nameof(key));
    }

    public BybitEnvironment Environment { get; }

    public string Key { get; }

    internal ApiSecret Secret { get; }

    /// <summary>
    /// Reads ATS_BYBIT_DEMO_KEY and ATS_BYBIT_DEMO_SECRET (or SIMULATED, TESTNET, MAINNET): the variable's name binds the key to its world.
    /// </summary>
    /// <returns>None when neither variable is set.</returns>
    /// <exception cref="ArgumentException">One of the two is missing.</exception>
    public static ApiCredentials? FromVariables(BybitEnvironment environment, Func<string, string?> variable)
    {
        var prefix = $"ATS_BYBIT_{environment.Kind.ToString().ToUpperInvariant()}_";
        var (key, secret) = (variable(prefix + "KEY"), variable(prefix + "SECRET"));
        if (string.IsNullOrWhiteSpace(key) && string.IsNullOrWhiteSpace(secret)) return null;
        if (string.IsNullOrWhiteSpace(key) || string.IsNullOrWhiteSpace(secret)) throw new ArgumentException($"{prefix}KEY and {prefix}SECRET must be set together.");
        return new ApiCredentials(environment, key, new ApiSecret(secret));
    }

    /// <summary>Reads {"environment":"demo","key":"…","secret":"…"} from a file nobody else may read.</summary>
    /// <exception cref="ArgumentException">The file is of another environment, unreadable or readable by others. The message never holds its contents.</exception>
    public static ApiCredentials FromFile(BybitEnvironment environment, string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            throw new ArgumentException($"{path} can be read or written by others: chmod 600 it.");
        // The parser's own words are dropped on purpose: they may quote the file.
        if (Parse(path) is not var (named, key, secret)) throw new ArgumentException($"{path} is not a credentials file with environment, key and secret.");
        if (!string.Equals(named, environment.Kind.ToString(), StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"{path} holds a key of '{named}', not of {environment.Kind}.");
        return new ApiCredentials(environment, key, new ApiSecret(secret));
    }

    public override string ToString() => $"{Environment.Kind} key …{(Key.Length > 8 ? Key[^4..] : "")}";

    private static (string Environment, string Key, string Secret)? Parse(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            string Text(string name) => json.RootElement.GetProperty(name).GetString() ?? "";
            return (Text("environment"), Text("key"), Text("secret"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
