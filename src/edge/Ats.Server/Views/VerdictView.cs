namespace Ats.Server.Views;

/// <summary>What the contest says so far, in sentences, with the caveats first where they matter.</summary>
public sealed record VerdictView(DateTimeOffset AsOf, IReadOnlyList<string> Sentences);
