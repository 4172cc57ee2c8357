using Ats.Bybit;
using Ats.Server.Settings;

namespace Ats.Cli.Recording;

/// <summary>Where public data comes from.</summary>
internal static class PublicEnvironment
{
    /// <summary>An address means a simulated exchange; nothing said means the mainnet.</summary>
    /// <exception cref="FormatException">A simulated exchange without an address, or an address that is none.</exception>
    public static BybitEnvironment Choose(TradingEnvironment? environment, string? address)
    {
        if (environment == TradingEnvironment.Testnet) return BybitEnvironment.Testnet;
        if (environment is not null and not TradingEnvironment.Simulated || address is null)
        {
            return environment == TradingEnvironment.Simulated
                ? throw new FormatException("A simulated exchange needs its address: --address http://127.0.0.1:PORT (ats exchange serve starts one).")
                : BybitEnvironment.MainnetData;
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var uri) ? BybitEnvironment.Simulated(uri) : throw new FormatException($"'{address}' is no address: write http://127.0.0.1:PORT.");
    }
}
