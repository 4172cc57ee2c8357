namespace Ats.Bybit.Exchange.Core;

/// <summary>createType of Bybit V5.</summary>
internal enum CreateKind : byte
{
    CreateByUser,
    CreateByClosing,
    CreateByStopOrder,
    CreateByTakeProfit,
    CreateByStopLoss,
    CreateByPartialTakeProfit,
    CreateByPartialStopLoss,
    CreateByTrailingStop,
    CreateByLiq,
}
