namespace Ats.Bybit;

/// <summary>The proof that somebody asked for real money in words. There is no other way to a mainnet environment.</summary>
public sealed class MainnetOptIn
{
    /// <summary>What has to be typed, exactly.</summary>
    public const string Phrase = "trade real money";

    private MainnetOptIn()
    {
    }

    /// <exception cref="ArgumentException">The text is not the phrase.</exception>
    public static MainnetOptIn Confirm(string typed) => string.Equals(typed, Phrase, StringComparison.Ordinal)
        ? new MainnetOptIn()
        : throw new ArgumentException($"Mainnet needs the words '{Phrase}'.", nameof(typed));
}
