using System.Globalization;
using Ats.Bybit;
using Ats.Bybit.Rest;
using Ats.Bybit.Wire;
using Ats.Domain;
using Ats.Server.Live;
using Ats.Server.Views;

namespace Ats.Server.Trading;

/// <summary>
/// Brings our books and the account together. <see cref="SynchroniseAsync"/> after every (re)connect: open orders, executions since a while
/// before the last one seen, the fate of orders that are open in our books only. <see cref="CheckAsync"/> compares while nothing is under way: net size
/// per instrument, the wallet (on spot each coin's), and the sum of the arms' equities against the account's at one mark; a difference is told only when a second look a moment later still shows it.
/// </summary>
internal sealed class Reconciler(IReadOnlyList<Instrument> instruments, BybitRest rest, BybitGateway gateway, OrderTracker tracker, OrderLinks links, AccountBooks books, Func<CancellationToken, Task<LiveView?>> view, decimal unallocated, IReadOnlyDictionary<string, decimal> unallocatedCoins, TimeProvider time, ContestTiming timing)
{
    /// <summary>Wallets are kept to eight decimals by the exchange; more is a difference.</summary>
    private const decimal WalletTolerance = 0.00000001m;

    /// <summary>A restart takes the net position's average price over as the exchange rounds it.</summary>
    private const decimal EquityTolerance = 0.0001m;

    private long _checks;

    public ReconciliationView View { get; private set; } = new(null, true, 0, []);

    private Timestamp Now => Timestamp.FromDateTime(time.GetUtcNow());

    /// <summary>False when the exchange did not answer: try again.</summary>
    /// <param name="earliest">Nothing before this moment may be news: what is booked from it on is known by name.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<bool> SynchroniseAsync(Timestamp earliest, CancellationToken cancel)
    {
        // Executions come late and out of order, so the newest seen says little about the ones before it; those of our own open orders are
        // asked for by order where their rows say that some are missing.
        var since = tracker.LastExecution == Timestamp.MinValue ? earliest : tracker.LastExecution + (-timing.Overlap.Ticks * 100);
        if (since < earliest) since = earliest;
        var open = new HashSet<ClientOrderId>();
        foreach (var instrument in instruments)
        {
            var rows = await rest.Orders.OpenAsync(BybitGateway.CategoryOf(instrument), instrument.Id.Symbol, cancel: cancel).ConfigureAwait(false);
            if (rows is not Outcome<IReadOnlyList<OrderRow>>.Ok ok) return false;
            foreach (var row in ok.Value)
            {
                if (links.TryParse(row.OrderLinkId, out var id)) open.Add(id);
                tracker.OnOrder(row, Now);
            }
        }

        foreach (var instrument in instruments)
        {
            if (!await gateway.BringExecutionsAsync(instrument, since).ConfigureAwait(false)) return false;
        }

        foreach (var id in tracker.Open(o => o is { HasLeft: true, IsLeaving: false }).Where(id => !open.Contains(id))) gateway.Settle(id);
        gateway.ChaseOverdue(TimeSpan.Zero);
        return true;
    }

    /// <summary>Compares once; null when something was under way or the exchange did not answer.</summary>
    public async Task CheckAsync(CancellationToken cancel)
    {
        if (!IsQuiet) return;
        var differences = await CompareAsync(cancel).ConfigureAwait(false);
        if (differences is null) return;
        if (differences.Count > 0)
        {
            await Task.Delay(timing.SecondLook, time, cancel).ConfigureAwait(false);
            var again = await CompareAsync(cancel).ConfigureAwait(false);
            if (again is null || !IsQuiet) return;
            differences = again;
        }

        View = new ReconciliationView(Now.ToDateTime(), differences.Count == 0, ++_checks, differences);
    }

    private bool IsQuiet => gateway is { IsSynchronised: true, Busy: 0 } && tracker.Open(o => o.IsUnsettled || o.IsOwed || o.Intent.Type == OrderType.Market).Count == 0;

    private async Task<List<DifferenceView>?> CompareAsync(CancellationToken cancel)
    {
        var before = tracker.News;
        var differences = new List<DifferenceView>();
        for (short i = 0; i < instruments.Count; i++)
        {
            if (instruments[i].Kind == ContractKind.Spot)
            {
                var coin = instruments[i].Base.Code;
                if (await WalletAsync(coin, cancel).ConfigureAwait(false) is not { } coins) return null;
                var known = unallocatedCoins.GetValueOrDefault(coin) + tracker.NetOf(i);
                if (known != coins) differences.Add(new DifferenceView("wallet", coin, Text(known), Text(coins)));
                continue;
            }

            var rows = await rest.Positions.ListAsync(instruments[i].Id.Symbol, cancel: cancel).ConfigureAwait(false);
            if (rows is not Outcome<IReadOnlyList<PositionRow>>.Ok ok) return null;
            var theirs = ok.Value.Sum(r => r.SignedSize);
            var ours = tracker.NetOf(i);
            if (ours != theirs) differences.Add(new DifferenceView("net size", instruments[i].Id.ToString(), Text(ours), Text(theirs)));
        }

        var wallet = await WalletAsync(instruments[0].Quote.Code, cancel).ConfigureAwait(false);
        if (wallet is null) return null;
        if (books.IsOpen && Math.Abs(wallet.Value - books.Wallet) > WalletTolerance)
            differences.Add(new DifferenceView("wallet", instruments[0].Quote.Code, Text(books.Wallet), Text(wallet.Value)));
        if (books.IsOpen && EquityDifference(await view(cancel).ConfigureAwait(false)) is { } equity) differences.Add(equity);
        if (differences.Count > 0)
        {
            // A resting order may have traded before the reads with its word still on the way: the list of executions has it already.
            foreach (var instrument in instruments)
            {
                if (!await gateway.BringExecutionsAsync(instrument, rest.Clock.Now + (-timing.Overlap.Ticks * 100)).ConfigureAwait(false)) return null;
            }
        }

        // Something traded meanwhile: what was read belongs to two moments.
        return tracker.News == before && IsQuiet ? differences : null;
    }

    /// <summary>Positions net at the exchange and ledgers do not, but at one mark their worths are equal. Null = equal, or no fresh view.</summary>
    private DifferenceView? EquityDifference(LiveView? now)
    {
        if (now is null) return null;
        var account = books.EquityAt([.. now.Markets.Select(m => m.Mark)]);
        var arms = unallocated + now.Arms.Sum(a => a.Cash) + now.Nets.Select((n, i) => (n.Held * now.Markets[i].Mark) - n.Basis).Sum();
        return Math.Abs(arms - account) <= EquityTolerance ? null : new DifferenceView("equity", "all arms", Text(decimal.Round(arms, 8)), Text(decimal.Round(account, 8)));
    }

    /// <summary>A coin's balance, or null when the exchange did not answer.</summary>
    private async Task<decimal?> WalletAsync(string coin, CancellationToken cancel)
    {
        var row = await rest.Account.WalletAsync([coin], cancel).ConfigureAwait(false);
        return row is Outcome<WalletRow>.Ok ok ? ok.Value.Coins.Where(c => c.Coin == coin).Sum(c => c.WalletBalance) : null;
    }

    private static string Text(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);
}
