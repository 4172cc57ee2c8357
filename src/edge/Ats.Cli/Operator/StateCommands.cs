using System.CommandLine;
using System.Net.Http;
using Ats.Server.Api;
using Ats.Server.Runs;
using Ats.Server.Settings;

namespace Ats.Cli.Operator;

/// <summary><c>ats halt</c>, <c>reduce-only</c>, <c>resume</c>, <c>flatten</c>. Halting works without the server too: then at the exchange.</summary>
internal static class StateCommands
{
    private static readonly Symbol[] Options = [OperatorOptions.Arm, OperatorOptions.Note, OperatorOptions.Yes];

    public static IEnumerable<Command> Create() =>
    [
        OperatorOptions.Create("halt", "Stop trading: no new orders but reductions, what works is cancelled. Works without the server too, straight at the exchange.", Options, Halt),
        OperatorOptions.Create("reduce-only", "Allow only orders that reduce.", Options, async (parsed, _, client) =>
        {
            await Send(parsed, client, "reduce-only");
            Console.WriteLine($"reduce-only: {Who(parsed)} may only reduce from now on; 'ats resume' lifts it");
        }),
        OperatorOptions.Create("resume", "Trade again after halt, reduce-only or flatten.", Options, Resume),
        OperatorOptions.Create("flatten", "Cancel everything and close every position at the market; reductions only from then on.", Options, async (parsed, settings, client) =>
        {
            await Confirm(parsed, settings, client, "flatten", "closes every position at the market");
            await Send(parsed, client, "flatten");
            Console.WriteLine($"flatten: {Who(parsed)} closes what it holds at the market and may only reduce from now on; see 'ats positions'; 'ats resume' lifts it");
        }),
    ];

    private static async Task Halt(ParseResult parsed, LiveSettings settings, OperatorClient client)
    {
        try
        {
            await Confirm(parsed, settings, client, "halt", "cancels what works and stops trading");
            await Send(parsed, client, "halt");
            Console.WriteLine($"halted by the server: {Who(parsed)} places no orders but reductions; positions stay; 'ats resume' lifts it");
        }
        catch (ServerSilentException e)
        {
            Console.Error.WriteLine("ats: " + e.Message);
            if (parsed.GetValue(OperatorOptions.Arm) is not null) throw new RefusedException("An arm can be halted by the server only. Without --arm, every order is cancelled at the exchange.");
            await HaltAtExchange(parsed, settings);
        }
    }

    /// <summary>The note first: a run that comes back meanwhile must not trade on.</summary>
    private static async Task HaltAtExchange(ParseResult parsed, LiveSettings settings)
    {
        var files = RunFiles.Of(settings);
        new HaltNote(DateTimeOffset.UtcNow, parsed.GetValue(OperatorOptions.Note) ?? "").Write(files.Halt);
        Console.WriteLine($"halt note left in {files.Halt}: the run, when it comes back or is started again, halts until 'ats resume'");
        using var exchange = ExchangeOrders.Open(settings);
        var cancelled = await exchange.CancelAllAsync();
        Console.WriteLine($"halted at the exchange, not by the server: {cancelled} order{(cancelled == 1 ? "" : "s")} cancelled on {string.Join(", ", settings.Instruments)}; positions and their stops of last resort stay");
    }

    private static async Task Resume(ParseResult parsed, LiveSettings settings, OperatorClient client)
    {
        var note = RunFiles.Of(settings).Halt;
        try
        {
            await Send(parsed, client, "resume");
            Console.WriteLine($"resumed: {Who(parsed)} trades again");
        }
        catch (ServerSilentException) when (File.Exists(note) && parsed.GetValue(OperatorOptions.Arm) is null)
        {
            File.Delete(note);
            Console.WriteLine($"no server answers; the halt note was removed, so the next 'ats run' starts as the last one ended (arms halted in it stay halted)");
        }
    }

    private static async Task Send(ParseResult parsed, OperatorClient client, string what) =>
        await client.CommandAsync(HttpMethod.Post, what, new CommandRequestBody(parsed.GetValue(OperatorOptions.Arm), parsed.GetValue(OperatorOptions.Note)));

    private static string Who(ParseResult parsed) => parsed.GetValue(OperatorOptions.Arm) is { } arm ? $"arm {arm}" : "every arm";

    /// <summary>Where it is real money, the command's name has to be typed.</summary>
    private static async Task Confirm(ParseResult parsed, LiveSettings settings, OperatorClient client, string word, string does)
    {
        if (parsed.GetValue(OperatorOptions.Yes) || !await IsMainnet(settings, client)) return;
        if (Console.IsInputRedirected) throw new FormatException($"{word} on mainnet {does} and asks for a typed word: give --yes where there is no terminal.");
        Console.Write($"This is mainnet: {word} {does}. Type '{word}' to go on: ");
        if (Console.ReadLine()?.Trim() != word) throw new RefusedException("Not confirmed: nothing was done.");
    }

    private static async Task<bool> IsMainnet(LiveSettings settings, OperatorClient client)
    {
        try
        {
            return (await client.ReadAsync<Server.Views.StatusView>("status")).Environment == "mainnet";
        }
        catch (ServerSilentException) when (settings.Environment == TradingEnvironment.Mainnet)
        {
            return true;
        }
    }
}
