namespace Ats.Bybit.Exchange.Core;

/// <summary>stopOrderType of Bybit V5; None is written as an empty text.</summary>
internal enum StopKind : byte
{
    None,
    Stop,
    TakeProfit,
    StopLoss,
    TrailingStop,
    PartialTakeProfit,
    PartialStopLoss,
    TpslOrder,
}
