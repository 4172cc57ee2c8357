namespace Ats.Bybit.Exchange.Core;

/// <summary>triggerBy: the price a condition watches.</summary>
internal enum PriceBasis : byte
{
    LastPrice,
    MarkPrice,
    IndexPrice,
}
