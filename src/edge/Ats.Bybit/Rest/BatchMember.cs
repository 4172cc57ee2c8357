using Ats.Bybit.Wire;

namespace Ats.Bybit.Rest;

/// <summary>One order of a batch; the batch as a whole is Ok even when members fail.</summary>
public sealed record BatchMember(OrderAck Ack, RetCodeInfo Code, string Message)
{
    public bool IsOk => Code.Code == RetCodes.Ok;
}
