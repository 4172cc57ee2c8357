namespace Ats.Bybit.Exchange.Core;

/// <summary>smpType: what an incoming order does when it meets an order of its own account.</summary>
internal enum SmpKind : byte
{
    None,
    CancelMaker,
    CancelTaker,
    CancelBoth,
}
