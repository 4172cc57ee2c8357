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
            TextTable.Write(
                [("limit", false), ("default", true), ("unit", false), ("what it limits", false)],
                [.. RiskCatalog.All.Select(l => new[] { l.Name, double.IsNaN(l.Default) ? "off" : l.Default.ToString(System.Globalization.CultureInfo.InvariantCulture), l.Unit, l.Description })],
                "There are none.");
            if (!Console.IsOutputRedirected) Console.WriteLine("Set them in ats.json under \"limits\", for all arms or for one (total-... for all together; \"NaN\" = off); reductions are never blocked.");
            return ExitCode.Ok;
        }));
        return command;
    }
}
