namespace Ats.Domain;

/// <summary>
/// What a run is: enough to do it again. Settings is the JSON of everything that was chosen; DataHash names the market data;
/// the hashes and the commit say which code and inputs. StartedAt is wall time from the edge, no part of any hash.
/// </summary>
public sealed record Run(
    RunId Id,
    TradingMode Mode,
    Timestamp StartedAt,
    long Seed,
    string Version,
    string Commit,
    string DataHash,
    string Settings);
