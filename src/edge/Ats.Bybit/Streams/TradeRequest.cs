using Ats.Bybit.Wire;

namespace Ats.Bybit.Streams;

/// <summary>A request under way on the trade socket.</summary>
internal abstract class TradeRequest
{
    /// <summary>The exchange's answer; throws on one that cannot be read, after settling the request as Unknown.</summary>
    public abstract void Answer(JsonRow root);

    /// <summary>No answer will come.</summary>
    public abstract void Lose(string why);
}
