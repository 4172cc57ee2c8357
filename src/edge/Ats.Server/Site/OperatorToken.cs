using System.Security.Cryptography;
using System.Text;

namespace Ats.Server.Site;

/// <summary>The operator's token: from the variable ATS_OPERATOR_TOKEN, or a file made on first use that only its owner can read.</summary>
public sealed class OperatorToken
{
    public const string Variable = "ATS_OPERATOR_TOKEN";

    public const string Header = "X-Ats-Operator-Token";

    private const int LeastLength = 16;

    private readonly byte[] _hash;

    private OperatorToken(string token) => _hash = SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <exception cref="Settings.SettingsException">The token is too short, or its file cannot be read or made.</exception>
    public static OperatorToken Load(string? fromEnvironment, string file) => new(Checked(fromEnvironment ?? FromFile(file)));

    /// <summary>Compares in constant time.</summary>
    public bool Matches(string? given) => given is not null && CryptographicOperations.FixedTimeEquals(_hash, SHA256.HashData(Encoding.UTF8.GetBytes(given)));

    public override string ToString() => "operator token (hidden)";

    /// <summary>The token for a local command line: the variable, or the file that is there.</summary>
    public static string? ForClient(string? fromEnvironment, string file) => fromEnvironment ?? (File.Exists(file) ? File.ReadAllText(file).Trim() : null);

    private static string Checked(string token) => token.Length >= LeastLength
        ? token
        : throw new Settings.SettingsException($"The operator token has {token.Length} characters: use at least {LeastLength}.");

    private static string FromFile(string file)
    {
        try
        {
            if (File.Exists(file)) return File.ReadAllText(file).Trim();
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(file, options);
            writer.WriteLine(token);
            return token;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Settings.SettingsException($"The operator token's file {file} cannot be used ({e.Message}). Set {Variable}, or operatorTokenFile to a place that can be written.", e);
        }
    }
}
