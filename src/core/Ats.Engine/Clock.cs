using Ats.Domain;

namespace Ats.Engine;

/// <summary>The engine's only time: that of the last input taken. It never goes back.</summary>
public sealed class Clock
{
    public Timestamp Now { get; private set; } = Timestamp.MinValue;

    internal void Advance(Timestamp time)
    {
        if (time > Now) Now = time;
    }
}
