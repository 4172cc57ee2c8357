namespace Ats.Server.Views;

/// <summary>
/// A limit as it stands, of an arm or (arm null) of all together: Value now and Threshold in Unit, Value null where only an order has one;
/// State what a breach allows (active = none), Since when it began.
/// </summary>
public sealed record LimitView(string? Arm, string Name, string Description, string Unit, double Threshold, double? Value, string State, DateTimeOffset? Since);
