using System.CommandLine;
using System.Globalization;
using Ats.Server.Settings;

namespace Ats.Cli.Operator;

/// <summary><c>ats watchdog</c>: a second process that cancels all orders when the run's heartbeat stops.</summary>
internal static class WatchdogCommand
{
    private static readonly Option<string> Silence = new("--silence") { Description = "Act after so long without a sign of life: 2s to 600s.", DefaultValueFactory = _ => "10s" };

    public static Command Create()
    {
        var command = new Command("watchdog", "Watch the running contest and cancel all its orders when it hangs or dies. Places no orders. Until Ctrl-C.") { SettingsChoice.File, Silence };
        command.SetAction(parsed => Guard.Run(() => Execute(parsed).GetAwaiter().GetResult()));
        return command;
    }

    private static async Task<int> Execute(ParseResult parsed)
    {
        var settings = SettingsChoice.Load(parsed);
        if (settings.Environment == TradingEnvironment.Paper) throw new SettingsException("environment: paper orders rest in the contest itself, so a watchdog has nothing to cancel.");
        var silence = Seconds(parsed.GetValue(Silence)!);
        // Real keys are needed when it is too late to ask for them.
        if (settings.Environment != TradingEnvironment.Simulated || settings.Exchange.Address is not null) ExchangeOrders.Open(settings).Dispose();
        using var interruption = new Interruption();
        await new Watchdog(settings, silence, TimeProvider.System, line => Console.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {line}")).RunAsync(interruption.Token);
        return ExitCode.Ok;
    }

    private static TimeSpan Seconds(string text)
    {
        var digits = text.EndsWith('s') ? text[..^1] : text;
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 2 and <= 600
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"--silence: '{text}' must be 2s to 600s (the heartbeat comes twice a second).");
    }
}
