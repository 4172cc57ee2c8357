namespace Ats.Bybit.Exchange.Core;

/// <summary>The answer to a command: a return code, its message, and the order concerned when there is one.</summary>
internal readonly record struct Outcome(int Code, string Message, AccountOrder? Order = null)
{
    public static Outcome Success { get; } = new(ReturnCode.Ok, "OK");

    public bool Ok => Code == ReturnCode.Ok;

    public static Outcome Accepted(AccountOrder order) => new(ReturnCode.Ok, "OK", order);

    public static Outcome Fail(int code, string message) => new(code, message);
}
