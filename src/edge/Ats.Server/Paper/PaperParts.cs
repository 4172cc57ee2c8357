using Ats.Bybit;
using Ats.Bybit.Rest;
using Ats.Domain;
using Ats.Engine;
using Ats.Server.Live;
using Ats.Server.Runs;
using Ats.Server.Trading;
using Ats.Simulation;

namespace Ats.Server.Paper;

/// <summary>What a paper contest is put together from.</summary>
internal sealed record PaperParts(
    Run Run,
    LiveRecord Record,
    IReadOnlyList<Instrument> Instruments,
    IReadOnlyList<ArmSettings> Arms,
    Backtest Desk,
    EngineLoop Loop,
    LiveTap Tap,
    ViewPublisher Publisher,
    IDurableJournal Journal,
    BybitRest Rest,
    ServerClock Clock,
    StreamBoard Board,
    RulesWatch Rules);
