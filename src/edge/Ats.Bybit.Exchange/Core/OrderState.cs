namespace Ats.Bybit.Exchange.Core;

/// <summary>orderStatus of Bybit V5.</summary>
internal enum OrderState : byte
{
    New,
    PartiallyFilled,
    Untriggered,
    Triggered,
    Filled,
    Cancelled,
    PartiallyFilledCanceled,
    Rejected,
    Deactivated,
}
