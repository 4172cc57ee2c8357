using Ats.Forecasting.Gates;
using Ats.Mlops.Loop;
using Ats.Mlops.Registry;
using Ats.Mlops.Service;
using Microsoft.Extensions.Time.Testing;

namespace Ats.Edge.Tests.Mlops.Loop;

/// <summary>A loop with a real registry, a real service and an invented market, on a clock of its own.</summary>
internal sealed class LoopRig : ILoopAudit, ICollectedData, IDisposable
{
    private static readonly DateTimeOffset Beginning = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly EchoFormat _format = new();
    private int _writes;

    public LoopRig(LoopSettings? settings = null, Func<LoopRig, IOfflineGate>? offline = null, Func<LoopRig, ILiveGate>? live = null)
    {
        Settings = settings ?? Quick;
        Time = new FakeTimeProvider(Beginning);
        Market = new EchoMarket(Beginning);
        Registry = new ModelRegistry(_folder.Path, "BTCUSDT", _format);
        Runner = new FakeRunner(Registry) { Make = _ => EchoFormat.Passed(0.15f, Time.GetUtcNow()) };
        Offline = offline?.Invoke(this) ?? new ManifestOfflineGate(Time);
        Live = live?.Invoke(this) ?? new ScoredLiveGate(Settings.LiveGate, Time);
        Restart();
    }

    public static LoopSettings Quick { get; } = new()
    {
        MinimumCollected = TimeSpan.FromSeconds(20),
        Schedule = TimeSpan.FromHours(100),
        MaximumAge = TimeSpan.FromHours(100),
        Cooldown = TimeSpan.FromSeconds(30),
        LiveGate = new LiveGateSettings(MinimumOutcomes: 200, PlannedOutcomes: 1200, LooksEvery: 0.25, CoverageTolerance: 0.1, MaximumLatencyP99Microseconds: 1e9),
        MaximumShadow = TimeSpan.FromHours(1),
        FirstRetry = TimeSpan.FromSeconds(5),
        LongestRetry = TimeSpan.FromSeconds(60),
        MaximumAttempts = 3,
    };

    public string Folder => _folder.Path;

    public LoopSettings Settings { get; }

    public FakeTimeProvider Time { get; }

    public EchoMarket Market { get; }

    public ModelRegistry Registry { get; }

    public FakeRunner Runner { get; }

    public IOfflineGate Offline { get; }

    public ILiveGate Live { get; }

    public PredictionService Service { get; private set; } = null!;

    public QualityBoard Quality { get; private set; } = null!;

    public ForecastLoop Loop { get; private set; } = null!;

    public List<AuditEntry> Audit { get; } = [];

    /// <summary>The audit dies at this write, before it or after it; -1 = never.</summary>
    public int CrashAt { get; set; } = -1;

    public bool CrashesAfterWriting { get; set; }

    /// <summary>The disk refuses while set.</summary>
    public bool IsDiskFull { get; set; }

    public LoopState State => Loop.Status.State;

    /// <summary>A new process on the same disk.</summary>
    public void Restart()
    {
        Service = new PredictionService("BTCUSDT", EchoFormat.Schema, new ServiceSettings { HorizonSeconds = [5, 15] }, Time);
        Quality = new QualityBoard(Service, Time);
        Market.Break(5);
        Loop = new ForecastLoop(new LoopParts(
            Registry, Service, Runner, Offline, Live, Quality, this, this, new LoopStore(_folder.Path, "BTCUSDT"), Settings, Time) { SchemaHash = EchoFormat.Schema.Hash });
    }

    public void Run(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Market.Next(Service, Time);
            Service.Watch(Market.Now);
            Loop.Step();
        }
    }

    /// <summary>Runs until the state was reached, now or on the way; fails when it is not within the seconds given.</summary>
    public void RunTo(LoopState state, int withinSeconds = 5000)
    {
        var seen = Audit.Count;
        for (var i = 0; i < withinSeconds && !Audit.Skip(seen).Any(a => a.To == state); i++) Run(1);
        Assert.True(Audit.Skip(seen).Any(a => a.To == state), $"{State} after {withinSeconds} s: {Loop.Status.Reason}; {string.Join(" > ", Audit.Select(a => a.To))}");
    }

    /// <summary>Publishes a model and makes it champion before the loop begins.</summary>
    public string Champion(float gain)
    {
        var version = Registry.Publish(EchoFormat.Passed(gain, Time.GetUtcNow()));
        Registry.Change(a => a.Promote(version));
        return version;
    }

    public void Write(AuditEntry entry)
    {
        if (IsDiskFull) throw new IOException("No space left on device");
        var isCrash = _writes++ == CrashAt;
        if (isCrash && !CrashesAfterWriting) throw new CrashException();
        Audit.Add(entry);
        if (isCrash) throw new CrashException();
    }

    public TimeSpan Collected(string symbol) => Time.GetUtcNow() - Beginning;

    public void Dispose() => _folder.Dispose();
}
