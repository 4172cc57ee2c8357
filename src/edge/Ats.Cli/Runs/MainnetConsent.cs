using Ats.Bybit;
using Ats.Server.Settings;

namespace Ats.Cli.Runs;

/// <summary>Real money is traded only after its owner has typed so, on a terminal.</summary>
internal static class MainnetConsent
{
    /// <exception cref="SettingsException">No terminal to ask on, or something else was typed.</exception>
    public static MainnetOptIn Ask(LiveSettings settings)
    {
        if (Console.IsInputRedirected) throw new SettingsException("environment: mainnet trades real money and asks for a typed confirmation, so it needs a terminal.");
        Console.WriteLine($"This contest trades REAL MONEY on Bybit mainnet: {string.Join(", ", settings.Instruments)}, {settings.Capital:N2} an arm.");
        Console.Write($"Type '{MainnetOptIn.Phrase}' to go on: ");
        var typed = Console.ReadLine()?.Trim() ?? "";
        return typed == MainnetOptIn.Phrase ? MainnetOptIn.Confirm(typed) : throw new SettingsException("Not confirmed: nothing was started.");
    }
}
