namespace Ats.Server.Views;

/// <summary>A limit of an arm: its threshold, in the unit the description names.</summary>
public sealed record LimitView(string Arm, string Name, string Description);
