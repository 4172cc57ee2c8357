namespace Ats.Bybit.Exchange.Core;

/// <summary>orderFilter of Bybit V5.</summary>
internal enum FilterKind : byte
{
    Order,
    StopOrder,
    TpslOrder,
}
