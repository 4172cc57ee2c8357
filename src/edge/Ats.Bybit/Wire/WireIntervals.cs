using Ats.Domain;

namespace Ats.Bybit.Wire;

/// <summary>Kline intervals as the exchange spells them: minutes as numbers, then D and W (a month has no fixed length and no bar here).</summary>
public static class WireIntervals
{
    private static readonly (string Text, int Minutes)[] All =
        [("1", 1), ("3", 3), ("5", 5), ("15", 15), ("30", 30), ("60", 60), ("120", 120), ("240", 240), ("360", 360), ("720", 720), ("D", 1440), ("W", 10_080)];

    public static bool TryText(BarInterval interval, out string text)
    {
        text = All.FirstOrDefault(i => i.Minutes * 60_000 == interval.Milliseconds).Text ?? "";
        return text.Length > 0;
    }

    public static bool TryParse(string text, out BarInterval interval)
    {
        var minutes = All.FirstOrDefault(i => i.Text == text).Minutes;
        interval = new BarInterval(minutes * 60_000);
        return minutes > 0;
    }
}
