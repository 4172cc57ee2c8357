namespace Ats.Bybit.Exchange.Core;

/// <summary>execType of Bybit V5.</summary>
internal enum ExecutionKind : byte
{
    Trade,
    Funding,
    BustTrade,
}
