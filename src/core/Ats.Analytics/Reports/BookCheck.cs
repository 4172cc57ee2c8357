namespace Ats.Analytics.Reports;

/// <summary>Something that must hold of a run's books: what, in plain words, whether it did, and by how much it was missed at worst.</summary>
public sealed record BookCheck(string Rule, bool Held, string Detail);
