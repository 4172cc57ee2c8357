using Ats.Domain;
using Ats.Engine;
using Ats.Server.Settings;
using Ats.Server.Views;

namespace Ats.Server.Live;

/// <summary>A running contest as the API sees it.</summary>
public interface IContest
{
    LiveSettings Settings { get; }

    Run Run { get; }

    IReadOnlyList<Instrument> Instruments { get; }

    /// <summary>The arms' settings, in index order; never changes during a run.</summary>
    IReadOnlyList<ArmSettings> Arms { get; }

    /// <summary>The latest view; null before the first.</summary>
    LiveView? View { get; }

    LiveTap Tap { get; }

    /// <summary>Time between two points of a curve before thinning, nanoseconds.</summary>
    long EquityPeriodNanoseconds { get; }

    StatusView Status();

    /// <summary>What arms cost each other on one account, in index order.</summary>
    IReadOnlyList<InterferenceView> Interference();

    /// <summary>What is heard from the forecaster; null where none is listened to.</summary>
    ForecasterView? Forecaster();

    /// <summary>Hands a command to the engine and returns what came of it.</summary>
    /// <exception cref="InvalidOperationException">The engine has stopped.</exception>
    Task<CommandOutcome> Send(OperatorCommand command, CancellationToken cancel);
}
