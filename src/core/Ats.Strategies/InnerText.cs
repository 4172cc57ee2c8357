using Ats.Engine;

namespace Ats.Strategies;

/// <summary>How strategies that work inside another are written: name[/key=value...], several joined by plus signs. Needs no quoting in a shell.</summary>
internal static class InnerText
{
    /// <exception cref="ParameterException">Unknown, or not one that can work inside: a classical strategy on one instrument that wants levels.</exception>
    public static IReadOnlyList<StrategySpec> Parse(StrategyEntry outer, string text)
    {
        var parts = text.Split('+', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length < 1 || parts.Length > outer.MostInner)
            throw new ParameterException($"{outer.Name}: of={text} names {parts.Length} strategies; {(outer.MostInner == 1 ? "one is" : $"1 to {outer.MostInner} are")} asked, joined by +.");
        return [.. parts.Select(part => One(outer, part))];
    }

    public static string Write(IEnumerable<StrategySpec> inner) =>
        string.Join('+', inner.Select(i => i.ToString().Replace(':', '/').Replace(',', '/')));

    private static StrategySpec One(StrategyEntry outer, string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        StrategySpec spec;
        try
        {
            spec = StrategySpec.Parse(slash < 0 ? text : $"{text[..slash]}:{text[(slash + 1)..].Replace('/', ',')}");
        }
        catch (ParameterException e)
        {
            throw new ParameterException($"{outer.Name}: of={text}: {e.Message}", e);
        }

        if (!CanWorkInside(spec.Entry) || (outer.MostInner > 1 && spec.Entry.Needs != MarketNeeds.Bars))
            throw new ParameterException($"{outer.Name}: of={text}: it works with classical strategies on one instrument that want levels{(outer.MostInner > 1 ? " and listen to bars alone" : "")}.");
        return spec;
    }

    /// <summary>Classical, on one instrument, wanting levels and not quotes.</summary>
    public static bool CanWorkInside(StrategyEntry entry) => entry is { Kind: StrategyKind.Classical, Legs: 1, Quotes: false };
}
