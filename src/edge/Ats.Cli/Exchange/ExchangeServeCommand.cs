using System.CommandLine;
using System.Runtime.InteropServices;
using Ats.Bybit.Exchange;
using Ats.Bybit.Exchange.Faults;

namespace Ats.Cli.Exchange;

/// <summary><c>ats exchange serve</c>: runs the exchange until Ctrl-C.</summary>
internal static class ExchangeServeCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Loopback port; 0 picks a free one.", DefaultValueFactory = _ => 0 };
    private static readonly Option<string> Market = new("--market") { Description = "Market source: synthetic or walk.", DefaultValueFactory = _ => "synthetic" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Seed of market and faults.", DefaultValueFactory = _ => 1UL };
    private static readonly Option<string> Key = new("--key") { Description = "API key of the account.", DefaultValueFactory = _ => "sim-key" };
    private static readonly Option<string> Secret = new("--secret") { Description = "Its secret, or the PEM of an RSA key's public half; also from ATS_EXCHANGE_SECRET, which a process list does not show.", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ATS_EXCHANGE_SECRET") ?? "sim-secret" };
    private static readonly Option<bool> NoRateLimits = new("--no-rate-limits") { Description = "No limits per endpoint, address and connection." };
    private static readonly Option<string?> State = new("--state") { Description = "Directory of the durable state; without it everything is forgotten on exit." };
    private static readonly Option<string?> Faults = new("--faults") { Description = "Seeded faults, for example duplicate=0.1,reorder=0.1,delay=50 (also: disconnect, dropdelta, ratelimit, partial, latefill, skew)." };
    private static readonly Option<bool> IgnoreInterrupt = new("--ignore-interrupt") { Description = "In a session of its own, so that signals to the starter's group do not reach it; Ctrl-C does not stop it, only SIGTERM: for a program that starts it beside itself." };
    private static readonly Option<decimal> Usdt = new("--usdt") { Description = "USDT a new account starts with (1 BTC and 10 ETH besides).", CustomParser = PlainNumber.Decimal, DefaultValueFactory = _ => 1_000_000m };

    public static Command Create()
    {
        var command = new Command("serve", "Serve REST, public, private and trade WebSockets on one loopback port until Ctrl-C.") { Port, Market, Seed, Key, Secret, NoRateLimits, State, Faults, Usdt, IgnoreInterrupt };
        command.SetAction(parsed => Guard.Run(() => Serve(parsed).GetAwaiter().GetResult()));
        return command;
    }

    private static async Task<int> Serve(ParseResult parsed)
    {
        if (parsed.GetValue(IgnoreInterrupt)) OwnSession.Begin();
        var settings = new ExchangeSettings
        {
            Port = parsed.GetValue(Port),
            Key = parsed.GetValue(Key)!,
            Secret = parsed.GetValue(Secret)!,
            RateLimits = !parsed.GetValue(NoRateLimits),
            Seed = parsed.GetValue(Seed),
            StateDirectory = parsed.GetValue(State),
            Faults = FaultPlan.Parse(parsed.GetValue(Faults)),
            Funds = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["USDT"] = parsed.GetValue(Usdt), ["BTC"] = 1m, ["ETH"] = 10m },
        };
        await using var server = await ExchangeServer.StartAsync(settings, MarketSources.Open(parsed.GetValue(Market)!, settings.Seed));
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        if (parsed.GetValue(IgnoreInterrupt) && settings.StateDirectory is { } state) Runs.ExchangeProcess.Note(state, server.Port);
        Console.WriteLine($"exchange on http://127.0.0.1:{server.Port} and ws://127.0.0.1:{server.Port}/v5/{{public/linear,public/spot,private,trade}}; key {settings.Key}; Ctrl-C stops");
        await await Task.WhenAny(stop.Task, server.Finished);
        return ExitCode.Ok;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (signal.Signal == PosixSignal.SIGINT && parsed.GetValue(IgnoreInterrupt)) return;
            stop.TrySetResult();
        }
    }
}
