namespace Ats.Bybit.Exchange.Core;

/// <summary>cancelType of Bybit V5; None is written UNKNOWN.</summary>
internal enum CancelKind : byte
{
    None,
    CancelByUser,
    CancelByReduceOnly,
    CancelAllBeforeLiq,
    CancelByTpSlTsClear,
    CancelBySmp,
    CancelByDCP,
    CancelByAdmin,
}
