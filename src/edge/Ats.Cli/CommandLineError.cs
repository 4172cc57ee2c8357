using System.CommandLine;
using Ats.Domain;

namespace Ats.Cli;

/// <summary>What is wrong with a command line, in one line with the nearest word that would have been right.</summary>
internal static class CommandLineError
{
    public static int Report(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var names = command.Options.SelectMany(o => o.Aliases.Prepend(o.Name)).Concat(command.Subcommands.Select(c => c.Name)).ToList();
        var unknown = parsed.UnmatchedTokens is [var first, ..] ? first : null;
        var near = unknown is null ? null : NearestName.Of(unknown, names);
        var path = command is RootCommand ? "ats" : "ats " + string.Join(' ', Path(parsed).Reverse());
        var what = unknown is null ? parsed.Errors[0].Message.Split(" as expected type ")[0].TrimEnd('.') : $"'{unknown}' is not understood";
        Console.Error.WriteLine($"ats: {what}{(near is null ? ";" : $"; did you mean {near}?")} see '{path} --help'.");
        return ExitCode.Usage;
    }

    private static IEnumerable<string> Path(ParseResult parsed)
    {
        for (var at = parsed.CommandResult; at.Command is not RootCommand; at = (System.CommandLine.Parsing.CommandResult)at.Parent!) yield return at.Command.Name;
    }
}
