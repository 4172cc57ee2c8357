namespace Ats.MarketData.Formats;

/// <summary>A format's name, as <c>--format</c> takes it, and one line about it.</summary>
public sealed record FormatInfo(string Name, string Description);
