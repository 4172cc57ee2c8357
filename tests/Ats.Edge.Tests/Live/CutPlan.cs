namespace Ats.Edge.Tests.Live;

/// <summary>Where a connection is cut: at so many appearances of a text, before or after it has passed.</summary>
internal sealed record CutPlan(string Text, bool FromClient, bool After, int Nth, int Times)
{
    /// <summary>The steps of an order's life.</summary>
    public static IReadOnlyList<(string Text, bool FromClient)> Steps { get; } =
    [
        ("\"op\":\"order.create\"", true),
        ("\"op\":\"order.amend\"", true),
        ("\"op\":\"order.cancel\"", true),
        ("\"op\":\"order.create\"", false),
        ("\"op\":\"order.amend\"", false),
        ("\"op\":\"order.cancel\"", false),
        ("\"topic\":\"order\"", false),
        ("\"topic\":\"execution\"", false),
        ("\"topic\":\"position\"", false),
        ("\"topic\":\"wallet\"", false),
    ];
}
