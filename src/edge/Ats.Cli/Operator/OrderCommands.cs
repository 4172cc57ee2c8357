using System.CommandLine;
using System.Net.Http;
using Ats.Server.Api;

namespace Ats.Cli.Operator;

/// <summary><c>ats buy</c>, <c>sell</c>, <c>cancel</c>: orders by hand, through the same risk gate as any arm's.</summary>
internal static class OrderCommands
{
    private static readonly Argument<decimal> Quantity = new("quantity") { Description = "Base units, as in 0.01.", CustomParser = PlainNumber.Decimal };
    private static readonly Option<string?> Instrument = new("--instrument") { Description = "As in bybit:linear:BTCUSDT or BTCUSDT; default: the contest's first." };
    private static readonly Option<decimal?> Price = new("--price") { Description = "Limit price; default: at the market.", CustomParser = PlainNumber.OptionalDecimal };
    private static readonly Option<bool> PostOnly = new("--post-only") { Description = "Only as a maker; needs --price." };
    private static readonly Option<bool> ReduceOnly = new("--reduce-only") { Description = "Only if it reduces what was bought or sold by hand." };
    private static readonly Argument<string?> Id = new("id") { Description = "The order, as 'ats orders' lists it.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> All = new("--all") { Description = "Every working order (of --arm, or of all arms)." };

    public static IEnumerable<Command> Create() =>
    [
        Place("buy", "Buy by hand, for the arm 'manual'."),
        Place("sell", "Sell by hand, for the arm 'manual'."),
        OperatorOptions.Create("cancel", "Cancel one working order, or --all.", [Id, All, OperatorOptions.Arm, OperatorOptions.Note], async (parsed, _, client) => await Cancel(parsed, client)),
    ];

    private static Command Place(string side, string help) =>
        OperatorOptions.Create(side, help, [Quantity, Instrument, Price, PostOnly, ReduceOnly, OperatorOptions.Note], async (parsed, _, client) =>
        {
            var order = new OrderRequest(side, parsed.GetValue(Quantity), parsed.GetValue(Instrument), parsed.GetValue(Price), parsed.GetValue(PostOnly), parsed.GetValue(ReduceOnly), parsed.GetValue(OperatorOptions.Note));
            var answer = await client.CommandAsync(HttpMethod.Post, "orders", order);
            Console.WriteLine($"order {answer.Order} is on its way; see 'ats orders' and 'ats fills'");
        });

    private static async Task Cancel(ParseResult parsed, OperatorClient client)
    {
        var id = parsed.GetValue(Id);
        var all = parsed.GetValue(All);
        if (all == id is not null) throw new FormatException("Name one order, as 'ats orders' lists it, or --all.");
        if (id is not null)
        {
            if (parsed.GetValue(OperatorOptions.Arm) is not null) throw new FormatException("--arm goes with --all.");
            await client.CommandAsync(HttpMethod.Delete, "orders/" + Uri.EscapeDataString(id));
            Console.WriteLine($"order {id}: cancel asked");
            return;
        }

        await client.CommandAsync(HttpMethod.Post, "cancel-all", new CommandRequestBody(parsed.GetValue(OperatorOptions.Arm), parsed.GetValue(OperatorOptions.Note)));
        Console.WriteLine("cancel asked of every working order; strategies may quote again: 'ats halt' stops them");
    }
}
