namespace Ats.Bybit.Exchange.Rest;

/// <summary>An HTTP answer; limit headers are present on signed answers.</summary>
internal sealed record RestReply(int Status, byte[] Body, RateState? Rate);
