using Ats.Bybit;
using Ats.Bybit.Limits;
using Ats.Bybit.Rest;
using Ats.Domain;
using Ats.Engine;
using Ats.Server.Runs;
using Ats.Server.Trading;

namespace Ats.Server.Live;

/// <summary>What a contest is put together from. Executions from StartedFrom on (exchange time) may be news.</summary>
internal sealed record ContestParts(
    Run Run,
    LiveRecord Record,
    IReadOnlyList<Instrument> Instruments,
    IReadOnlyList<ArmSettings> Arms,
    TradingEngine Engine,
    EngineLoop Loop,
    LiveTap Tap,
    ViewPublisher Publisher,
    IDurableJournal Journal,
    BybitRest Rest,
    RateBudget Budget,
    ServerClock Clock,
    StreamBoard Board,
    BybitGateway Gateway,
    OrderTracker Tracker,
    Reconciler Reconciler,
    LastResortStops Stops,
    AccountBooks Books,
    InterferenceMeter Meter,
    RulesWatch Rules,
    Timestamp StartedFrom,
    ContestTiming Timing);
