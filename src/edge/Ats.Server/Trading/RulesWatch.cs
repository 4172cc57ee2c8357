using Ats.Bybit;
using Ats.Bybit.Rest;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>
/// Reads the instruments' rules (tick, lot, least order, status, fees) again while a contest runs: every <paramref name="period"/>, and soon
/// after the exchange refused an order in a way that says they may have changed. The engine is told by a command, so a replay changes them at
/// the same input; then the list that everybody here reads from. An instrument that is listed no more counts as closed.
/// </summary>
/// <param name="instruments">The contest's list; its members are replaced.</param>
/// <param name="rest">Where rules come from.</param>
/// <param name="withFees">The account's fees too.</param>
/// <param name="tell">Hands the engine a command.</param>
/// <param name="time">Wall clock.</param>
/// <param name="period">Between two readings.</param>
/// <param name="soonest">At least this between a doubt's reading and the one before.</param>
/// <param name="say">Tells people of a change.</param>
internal sealed class RulesWatch(Instrument[] instruments, BybitRest rest, bool withFees, Func<OperatorCommand, Task> tell, TimeProvider time, TimeSpan period, TimeSpan soonest, Action<string> say)
{
    private long _read = time.GetTimestamp();
    private volatile bool _inDoubt;

    /// <summary>The exchange refused an order: its rules may be others than we know.</summary>
    public void Refused(in RetCodeInfo why)
    {
        if (why.Reason is OrderRejectReason.InvalidPrice or OrderRejectReason.InvalidQuantity or OrderRejectReason.BelowMinimum
            || why.Code is RetCodes.ParameterError or RetCodes.ContractNotLive or RetCodes.TradingNotAllowedNow or RetCodes.SpotInvalidSymbol) _inDoubt = true;
    }

    /// <summary>Reads them if it is time to.</summary>
    public async Task KeepAsync(CancellationToken cancel)
    {
        var elapsed = time.GetElapsedTime(_read);
        if (elapsed < period && !(_inDoubt && elapsed >= soonest)) return;
        _read = time.GetTimestamp();
        _inDoubt = false;
        for (short i = 0; i < instruments.Length; i++)
        {
            if (await ReadAsync(instruments[i], cancel).ConfigureAwait(false) is not { } rules || rules == TradingRules.Of(instruments[i])) continue;
            await tell(new OperatorCommand(OperatorCommandKind.ChangeRules, OperatorCommand.AllArms, default) { Instrument = i, Actor = "exchange", Note = rules.ToString() }).ConfigureAwait(false);
            say($"the exchange changed the rules of {instruments[i].Id}: {rules}{(rules.IsTrading ? "" : "; it takes no orders on it now")}");
            instruments[i] = rules.On(instruments[i]);
        }
    }

    /// <summary>Null when the exchange did not answer: what is known stands.</summary>
    private async Task<TradingRules?> ReadAsync(Instrument known, CancellationToken cancel)
    {
        var category = known.Kind.ToCategory();
        var outcome = await rest.Market.InstrumentsAsync(category, known.Id.Symbol, cancel).ConfigureAwait(false);
        if (outcome is Outcome<IReadOnlyList<InstrumentInfo>>.Refused { Info.Code: RetCodes.ParameterError or RetCodes.SpotInvalidSymbol }) return TradingRules.Of(known) with { IsTrading = false };
        if (outcome is not Outcome<IReadOnlyList<InstrumentInfo>>.Ok rows) return null;
        if (rows.Value.FirstOrDefault(r => r.Instrument.Id == known.Id) is not { } info) return TradingRules.Of(known) with { IsTrading = false };
        var fees = known.Fees;
        if (withFees && await rest.Account.FeesAsync(category, known.Id.Symbol, fees, cancel).ConfigureAwait(false) is Outcome<FeeRates>.Ok told) fees = told.Value.Fees;
        return TradingRules.Of(info.Instrument) with { IsTrading = info.IsTrading, Fees = fees, MaxLeverage = Math.Min(known.MaxLeverage, info.Instrument.MaxLeverage) };
    }
}
