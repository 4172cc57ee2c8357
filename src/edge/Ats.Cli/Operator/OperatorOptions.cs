using System.CommandLine;
using Ats.Server.Settings;

namespace Ats.Cli.Operator;

/// <summary>Options that commands to the running contest share.</summary>
internal static class OperatorOptions
{
    public static Option<int?> Port { get; } = new("--port") { Description = "Port of the contest's server; default: where the run of these settings listens." };

    public static Option<bool> Json { get; } = new("--json") { Description = "Write the server's JSON." };

    public static Option<string?> Arm { get; } = new("--arm") { Description = "Only this arm." };

    public static Option<string?> Note { get; } = new("--note") { Description = "Why, for the record." };

    public static Option<bool> Yes { get; } = new("--yes") { Description = "Do not ask, also on mainnet." };

    /// <summary>A command that works on the running contest of the chosen settings.</summary>
    public static Command Create(string name, string help, IEnumerable<Symbol> more, Func<ParseResult, LiveSettings, OperatorClient, Task> act)
    {
        var command = new Command(name, help) { SettingsChoice.File, Port };
        foreach (var symbol in more)
        {
            if (symbol is Argument argument) command.Add(argument);
            else command.Add((Option)symbol);
        }

        command.SetAction(parsed => Guard.Run(() => Execute(parsed, act).GetAwaiter().GetResult()));
        return command;
    }

    private static async Task<int> Execute(ParseResult parsed, Func<ParseResult, LiveSettings, OperatorClient, Task> act)
    {
        var settings = SettingsChoice.Load(parsed);
        using var client = new OperatorClient(settings, parsed.GetValue(Port));
        await act(parsed, settings, client);
        return ExitCode.Ok;
    }
}
