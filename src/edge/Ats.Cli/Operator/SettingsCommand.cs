using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ats.Cli.Runs;
using Ats.Server.Settings;

namespace Ats.Cli.Operator;

/// <summary><c>ats settings</c>: checks the settings and prints them as they take effect; or an example to begin with.</summary>
internal static class SettingsCommand
{
    private static readonly JsonSerializerOptions Json = new(SettingsFile.Json) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Option<bool> Example = new("--example") { Description = "Print an example of ats.json instead." };

    public static Command Create()
    {
        var command = new Command("settings", "Check the settings and print them as they take effect: file, then environment, else defaults. No secrets.") { SettingsChoice.File, Example };
        command.SetAction(parsed => Guard.Run(() =>
        {
            if (parsed.GetValue(Example)) Console.Write(SettingsExample.Text);
            else Print(BeforeStart.Check(SettingsChoice.Load(parsed)));
            return ExitCode.Ok;
        }));
        return command;
    }

    private static void Print(LiveSettings settings)
    {
        Console.WriteLine(JsonSerializer.Serialize(settings with { Journal = JournalName.Shown(settings.Journal) }, Json));
    }
}
