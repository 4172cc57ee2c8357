using System.CommandLine;
using Ats.Engine.Risk;

namespace Ats.Cli.Operator;

/// <summary><c>ats limits</c>: the risk limits there are.</summary>
internal static class LimitsCommand
{
    public static Command Create()
    {
        var command = new Command("limits", "List the risk limits with the meaning of their values.");
        command.SetAction(_ => Guard.Run(() =>
        {
            // A limit describes itself; the value does not matter here.
            TextTable.Write([("limit", false), ("value", false)], [.. RiskCatalog.Names.Select(n => new[] { n, RiskCatalog.Create(n, 1).Description })], "There are none.");
            if (!Console.IsOutputRedirected) Console.WriteLine("Set them in ats.json under \"limits\", for all arms or for one; reductions are never blocked.");
            return ExitCode.Ok;
        }));
        return command;
    }
}
