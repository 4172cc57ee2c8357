using System.CommandLine;

namespace Ats.Cli.Exchange;

/// <summary><c>ats exchange</c>: the simulated exchange.</summary>
internal static class ExchangeCommand
{
    public static Command Create() => new("exchange", "A Bybit-V5-compatible exchange on loopback.") { ExchangeServeCommand.Create() };
}
