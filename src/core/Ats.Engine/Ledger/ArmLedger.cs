using System.Runtime.CompilerServices;
using Ats.Domain;

namespace Ats.Engine.Ledger;

/// <summary>
/// The double-entry books of one arm, in decimals. Every amount moves from one account to another of the same asset, so the accounts of
/// an asset always sum to zero. One quote asset; one base asset per instrument.
/// </summary>
public sealed class ArmLedger
{
    private const int Accounts = (int)LedgerAccount.Funding + 1;

    private readonly decimal[] _quote = new decimal[Accounts];
    private readonly decimal[][] _base;
    private readonly IJournal? _journal;
    private readonly Instrument[] _instruments;

    /// <param name="arm">Index of the arm.</param>
    /// <param name="instruments">What it trades, in leg order; all quoted in one asset.</param>
    /// <param name="journal">Gets every posting, when it keeps <see cref="JournalKind.Ledger"/>.</param>
    public ArmLedger(int arm, Instrument[] instruments, IJournal? journal)
    {
        Arm = arm;
        _instruments = instruments;
        Quote = instruments[0].Quote;
        if (Array.Exists(instruments, i => i.Quote != Quote))
            throw new ArgumentException($"An arm trades in one quote asset; got {string.Join(", ", instruments.Select(i => i.Id))}.", nameof(instruments));
        _base = [.. instruments.Select(_ => new decimal[Accounts])];
        _journal = journal is not null && journal.Kinds.HasFlag(JournalKind.Ledger) ? journal : null;
    }

    public int Arm { get; }

    public Asset Quote { get; }

    /// <summary>Quote asset at hand: capital + realised PnL - fees - funding (perpetuals), less what was spent on inventory (spot).</summary>
    public decimal Cash => _quote[(int)LedgerAccount.Cash];

    public decimal FeesPaid => _quote[(int)LedgerAccount.Fees];

    public decimal FundingPaid => _quote[(int)LedgerAccount.Funding];

    /// <summary>Balances of the quote asset by <see cref="LedgerAccount"/>.</summary>
    public IReadOnlyList<decimal> QuoteBalances => [.. _quote];

    public IReadOnlyList<decimal> BaseBalances(int leg) => [.. _base[leg]];

    public decimal QuoteBalance(LedgerAccount account) => _quote[(int)account];

    public decimal BaseBalance(int leg, LedgerAccount account) => _base[leg][(int)account];

    public void Deposit(long sequence, Timestamp time, decimal amount) =>
        MoveQuote(sequence, time, LedgerAccount.Capital, LedgerAccount.Cash, amount, default);

    /// <summary>Takes over the balances of an earlier run; nothing is posted, since nothing moved.</summary>
    internal void Restore(IReadOnlyList<decimal> quote, int leg, IReadOnlyList<decimal> baseBalances)
    {
        for (var i = 0; i < Accounts; i++)
        {
            _quote[i] = quote[i];
            _base[leg][i] = baseBalances[i];
        }
    }

    /// <summary>Books an execution's money: exchange of base and quote (spot) or realised PnL (perpetual), and the fee.</summary>
    public void BookFill(long sequence, Timestamp time, int leg, Side side, decimal notional, decimal quantity, decimal realizedPnl, decimal fee, ClientOrderId order)
    {
        if (_instruments[leg].Kind == ContractKind.Spot)
        {
            if (side == Side.Buy)
            {
                MoveQuote(sequence, time, LedgerAccount.Cash, LedgerAccount.Market, notional, order);
                MoveBase(sequence, time, leg, LedgerAccount.Market, LedgerAccount.Inventory, quantity, order);
            }
            else
            {
                MoveQuote(sequence, time, LedgerAccount.Market, LedgerAccount.Cash, notional, order);
                MoveBase(sequence, time, leg, LedgerAccount.Inventory, LedgerAccount.Market, quantity, order);
            }
        }
        else if (realizedPnl != 0)
        {
            MoveQuote(sequence, time, LedgerAccount.RealizedPnl, LedgerAccount.Cash, realizedPnl, order);
        }

        if (fee != 0) MoveQuote(sequence, time, LedgerAccount.Cash, LedgerAccount.Fees, fee, order);
    }

    public void BookFunding(long sequence, Timestamp time, decimal paid) =>
        MoveQuote(sequence, time, LedgerAccount.Cash, LedgerAccount.Funding, paid, default);

    /// <summary>Sum over all accounts of an asset; anything but zero is a bug.</summary>
    public decimal Imbalance()
    {
        var worst = 0m;
        foreach (var balances in _base.Append(_quote))
        {
            var sum = 0m;
            foreach (var b in balances) sum += b;
            worst = Math.Max(worst, Math.Abs(sum));
        }

        return worst;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MoveQuote(long sequence, Timestamp time, LedgerAccount from, LedgerAccount to, decimal amount, ClientOrderId order)
    {
        _quote[(int)from] -= amount;
        _quote[(int)to] += amount;
        _journal?.Ledger(new LedgerEntry(sequence, Arm, time, from, to, Quote, amount, order));
    }

    private void MoveBase(long sequence, Timestamp time, int leg, LedgerAccount from, LedgerAccount to, decimal amount, ClientOrderId order)
    {
        var balances = _base[leg];
        balances[(int)from] -= amount;
        balances[(int)to] += amount;
        _journal?.Ledger(new LedgerEntry(sequence, Arm, time, from, to, _instruments[leg].Base, amount, order));
    }
}
