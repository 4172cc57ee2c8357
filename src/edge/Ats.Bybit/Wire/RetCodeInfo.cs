using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>A return code in our terms. <see cref="OutcomeUnknown"/>: the request may or may not have been executed.</summary>
public readonly record struct RetCodeInfo(int Code, string Meaning, OrderRejectReason Reason, CodeAction Action)
{
    public bool OutcomeUnknown => Code is RetCodes.ServerTimeout or RetCodes.InternalError or RetCodes.ServiceRestarting;
}
