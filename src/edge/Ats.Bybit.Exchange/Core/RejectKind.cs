namespace Ats.Bybit.Exchange.Core;

/// <summary>rejectReason of Bybit V5, without its EC_ prefix.</summary>
internal enum RejectKind : byte
{
    NoError,
    PostOnlyWillTakeLiquidity,
    NoImmediateQtyToFill,
    CancelForNoFullFill,
    PerCancelRequest,
    CancelByTPSLTsClear,
    CancelBySmp,
    Others,
}
