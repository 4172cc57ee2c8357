using System.CommandLine;
using Ats.Cli.Runs;
using Ats.MarketData;
using Ats.Server.Settings;

namespace Ats.Cli.Operator;

/// <summary><c>ats doctor</c>: looks at everything a run needs and says what to mend.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Check what a run needs: settings, disk, port, keys, clock, exchange, journal. Says what to mend; changes nothing.") { SettingsChoice.File };
        command.SetAction(parsed => Guard.Run(() => Execute(parsed).GetAwaiter().GetResult()));
        return command;
    }

    private static async Task<int> Execute(ParseResult parsed)
    {
        var ill = 0;
        await foreach (var finding in Findings(parsed))
        {
            Console.WriteLine(finding);
            if (!finding.IsWell) ill++;
        }

        Console.WriteLine(ill == 0 ? "all is well" : $"{ill} {(ill == 1 ? "thing needs" : "things need")} mending");
        return ill == 0 ? ExitCode.Ok : ExitCode.Refused;
    }

    private static async IAsyncEnumerable<Finding> Findings(ParseResult parsed)
    {
        yield return MachineChecks.Runtime();
        yield return await MachineChecks.NodeAsync();
        var (settings, finding) = Settings(parsed);
        yield return finding;
        if (settings is null) yield break;
        foreach (var found in MachineChecks.Places(settings)) yield return found;
        yield return MachineChecks.Token(settings);
        foreach (var found in RunChecks.Journal(settings)) yield return found;
        yield return await RunChecks.PortAsync(settings);
        await foreach (var found in ExchangeChecks.AllAsync(settings)) yield return found;
    }

    private static (LiveSettings? Settings, Finding Finding) Settings(ParseResult parsed)
    {
        try
        {
            var settings = SettingsChoice.Load(parsed);
            BeforeStart.Market(settings);
            return (settings, Finding.Well("settings", $"{SettingsChoice.Path(parsed) ?? "no file, defaults"}: {settings.Environment.ToString().ToLowerInvariant()}, {string.Join(", ", settings.Instruments)}, {(settings.Arms.Count == 0 ? "every strategy" : $"{settings.Arms.Count} {(settings.Arms.Count == 1 ? "arm" : "arms")}")}"));
        }
        catch (Exception e) when (e is SettingsException or MarketDataException)
        {
            return (null, Finding.Ill("settings", e.Message, "mend the file or the variable, see docs/settings.md; the other checks need the settings"));
        }
    }
}
