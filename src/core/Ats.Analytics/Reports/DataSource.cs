namespace Ats.Analytics.Reports;

/// <summary>One stretch of the market data of a run, in words: what it holds and what is wrong with it (empty = nothing found).</summary>
public sealed record DataSource(string Instrument, string Kind, long Rows, string Span, string Oddities, string Source);
