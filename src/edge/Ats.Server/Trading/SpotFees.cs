using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Server.Trading;

/// <summary>In which coin a spot execution's fee is: the one received, so a buy's in base and a sell's in quote; a rebate the other way round.</summary>
internal static class SpotFees
{
    /// <summary>The part of the fee that is in base units (positive = paid); 0 when it is in quote, and on perpetuals.</summary>
    public static decimal InBase(Instrument instrument, ExecutionRow row)
    {
        if (instrument.Kind != ContractKind.Spot) return 0;
        var inBase = row.FeeCurrency.Length > 0 ? row.FeeCurrency == instrument.Base.Code : (row.Side == Side.Buy) == (row.Fee >= 0);
        return inBase ? row.Fee : 0;
    }
}
