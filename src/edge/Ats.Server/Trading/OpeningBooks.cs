using Ats.Bybit.Rest;
using Ats.Domain;
using Ats.Server.Live;

namespace Ats.Server.Trading;

/// <summary>
/// The account as a contest finds it, of one moment: the settle coin's wallet, net positions, wallets of spot coins; and the executions that
/// these include already, from Since on.
/// </summary>
internal sealed record OpeningBooks(decimal Wallet, IReadOnlyList<(short Instrument, decimal Size, decimal AveragePrice)> Positions, IReadOnlyDictionary<string, decimal> Coins, HashSet<string> Included, Timestamp Since)
{
    /// <summary>How often the account is read anew while resting orders of before still trade.</summary>
    private const int Tries = 20;

    /// <summary>
    /// Wallet and positions are read one after the other, and orders of the run before may trade meanwhile: read again until the list of
    /// executions is the same before and after. By ids, since clocks may be off.
    /// </summary>
    /// <exception cref="IOException">The exchange does not answer, or the account trades without a pause.</exception>
    public static async Task<OpeningBooks> ReadAsync(BybitRest rest, IReadOnlyList<Instrument> instruments, Timestamp since, TimeSpan look, TimeProvider time, CancellationToken cancel)
    {
        string[] coins = [instruments[0].Quote.Code, .. instruments.Where(i => i.Kind == ContractKind.Spot).Select(i => i.Base.Code)];
        var executed = await ExecutedAsync(rest, instruments, since, cancel).ConfigureAwait(false);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var rows = ContestStarter.Need(await rest.Account.WalletAsync(coins, cancel).ConfigureAwait(false), "the wallet").Coins;
            var wallets = coins.ToDictionary(c => c, c => rows.Where(r => r.Coin == c).Sum(r => r.WalletBalance), StringComparer.Ordinal);
            var positions = await PositionsAsync(rest, instruments, cancel).ConfigureAwait(false);
            // The list may lag a little behind the wallet.
            if (look > TimeSpan.Zero) await Task.Delay(look, time, cancel).ConfigureAwait(false);
            var after = await ExecutedAsync(rest, instruments, since, cancel).ConfigureAwait(false);
            if (after.SetEquals(executed)) return new OpeningBooks(wallets[coins[0]], positions, wallets, after, since);
            executed = after;
        }

        throw new IOException("The account trades without a pause, so its books cannot be taken over: cancel its resting orders first.");
    }

    private static async Task<List<(short, decimal, decimal)>> PositionsAsync(BybitRest rest, IReadOnlyList<Instrument> instruments, CancellationToken cancel)
    {
        var positions = new List<(short, decimal, decimal)>();
        for (short i = 0; i < instruments.Count; i++)
        {
            if (instruments[i].Kind == ContractKind.Spot) continue;
            foreach (var row in ContestStarter.Need(await rest.Positions.ListAsync(instruments[i].Id.Symbol, cancel: cancel).ConfigureAwait(false), "positions"))
                if (row.Size != 0) positions.Add((i, row.SignedSize, row.AveragePrice ?? 0));
        }

        return positions;
    }

    private static async Task<HashSet<string>> ExecutedAsync(BybitRest rest, IReadOnlyList<Instrument> instruments, Timestamp since, CancellationToken cancel)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var instrument in instruments)
            ids.UnionWith(ContestStarter.Need(await rest.Orders.ExecutionsSinceAsync(BybitGateway.CategoryOf(instrument), instrument.Id.Symbol, since, cancel).ConfigureAwait(false), "executions").Select(e => e.ExecId));
        return ids;
    }
}
