using Ats.Domain;

namespace Ats.Analytics.Reports;

/// <summary>
/// Everything a report of a run says. Text is plain (the renderer escapes it); hashes are hex; EngineSeconds is engine, ledger and
/// arms only. Instruments are in the order of their indices; Costs and DataNotes are one sentence each.
/// </summary>
public sealed record RunReport
{
    public required string RunId { get; init; }

    public required TradingMode Mode { get; init; }

    /// <summary>True when the market is invented: the report then says that it is no evidence about a real exchange.</summary>
    public required bool IsSyntheticMarket { get; init; }

    public required string Version { get; init; }

    public required string Commit { get; init; }

    public required long Seed { get; init; }

    public required string DataHash { get; init; }

    public required string StateHash { get; init; }

    /// <summary>What data it was, in words: source, instrument, days.</summary>
    public required string DataDescription { get; init; }

    /// <summary>What a reader must know about it: assumed rules, gaps, inferred sides.</summary>
    public IReadOnlyList<string> DataNotes { get; init; } = [];

    public required IReadOnlyList<string> Instruments { get; init; }

    /// <summary>The asset money is counted in.</summary>
    public required string QuoteAsset { get; init; }

    /// <summary>What fills were assumed to look like, in sentences.</summary>
    public required string FillModel { get; init; }

    public required IReadOnlyList<string> Costs { get; init; }

    public required string Latency { get; init; }

    public required Timestamp From { get; init; }

    public required Timestamp To { get; init; }

    public required long Bars { get; init; }

    public required long Events { get; init; }

    public required double EngineSeconds { get; init; }

    /// <summary>The command that makes this report again.</summary>
    public required string CommandLine { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What the run's own books were checked for; a broken one is said at the top of the page.</summary>
    public IReadOnlyList<BookCheck> Checks { get; init; } = [];

    /// <summary>The data's quality, stretch by stretch; empty for an invented market.</summary>
    public IReadOnlyList<DataSource> Sources { get; init; } = [];

    /// <summary>File beside the report that holds every round trip; empty when there is none.</summary>
    public string RoundTripFile { get; init; } = "";

    /// <summary>Paired comparisons to state in the verdict, fixed before looking; may be empty.</summary>
    public IReadOnlyList<ArmComparison> Comparisons { get; init; } = [];

    public required IReadOnlyList<ArmReport> Arms { get; init; }
}
