using Ats.Bybit;
using Ats.Cli.Runs;
using Ats.Domain;
using Ats.Mlops.Live;
using Ats.Mlops.Loop;
using Ats.Mlops.Registry;
using Ats.Mlops.Service.Rest;
using Ats.Server.Settings;
using Ats.Server.Site;
using Microsoft.AspNetCore.Builder;

namespace Ats.Cli.Forecasts;

/// <summary>A forecaster with its API on a port of its own; or only the address of one that runs elsewhere.</summary>
internal sealed class ForecasterRun : IAsyncDisposable
{
    private readonly LiveForecaster? _live;
    private readonly WebApplication? _api;

    private ForecasterRun(Uri address, LiveForecaster? live, WebApplication? api) => (Address, _live, _api) = (address, live, api);

    public Uri Address { get; }

    /// <summary>The forecaster of a run; null where it is switched off, or where it cannot be started: then why is told, and the contest goes on without.</summary>
    public static async Task<(ForecasterRun? Run, string? Problem)> StartAsync(LiveSettings settings, BybitEnvironment? account, OperatorToken token, Action<string> say, CancellationToken cancel)
    {
        if (!settings.Forecaster.Enabled) return (null, null);
        if (settings.Forecaster.Address is { } elsewhere) return (new ForecasterRun(new Uri(elsewhere), null, null), null);
        try
        {
            LoopbackPort.Check("forecaster.port", settings.Forecaster.Port);
            return (await ServeAsync(settings, account ?? PaperData(settings), token, say, cancel), null);
        }
        catch (Exception e) when (e is IOException or RegistryException or InvalidDataException or UnauthorizedAccessException or HttpRequestException)
        {
            return (null, "the forecaster could not be started, so arms that need it will not trade: " + e.Message);
        }
    }

    /// <exception cref="IOException">The exchange does not answer, or the folder cannot be used.</exception>
    /// <exception cref="RegistryException">The models' folder holds something that cannot be read.</exception>
    public static async Task<ForecasterRun> ServeAsync(LiveSettings settings, BybitEnvironment market, OperatorToken token, Action<string> say, CancellationToken cancel)
    {
        var invented = settings.IsInventedMarket;
        var profile = settings.Forecaster.Profile ?? (invented ? "demo" : "standard");
        var demo = profile == "demo";
        var setup = new ForecasterSetup
        {
            Environment = market,
            Instruments = [.. settings.Instruments.Select(InstrumentId.Parse)],
            Root = settings.Forecaster.Root,
            Loop = demo ? LoopSettings.Demo : new LoopSettings(),
            LearnsFrom = TimeSpan.FromHours(settings.Forecaster.LearnsFromHours),
            IsInvented = invented,
            Shipped = invented ? ShippedFolder() : null,
            Arguments = (request, place) => Arguments(request, place, demo, invented),
        };
        var live = await LiveForecaster.StartAsync(setup, TimeProvider.System, say, cancel);
        WebApplication? api = null;
        try
        {
            var access = new ForecasterAccess(c => token.Matches(c.Request.Headers[OperatorToken.Header]), $"A command needs the operator's token in the header {OperatorToken.Header}.");
            api = ForecasterHost.Build(live.Forecaster, access, settings.Forecaster.Port);
            await api.StartAsync(cancel);
            var address = new Uri(api.Urls.First());
            say($"the forecaster answers at {address}v1 ({profile} profile)");
            return new ForecasterRun(address, live, api);
        }
        catch
        {
            if (api is not null) await api.DisposeAsync();
            await live.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_api is not null)
        {
            await _api.StopAsync(CancellationToken.None);
            await _api.DisposeAsync();
        }

        if (_live is not null) await _live.DisposeAsync();
    }

    private static BybitEnvironment PaperData(LiveSettings settings) =>
        settings.Paper.Address is { } address ? BybitEnvironment.Simulated(new Uri(address)) : BybitEnvironment.MainnetData;

    /// <summary>This program again, as the trainer.</summary>
    private static IReadOnlyList<string> Arguments(TrainingRequest request, TrainingPlace place, bool demo, bool invented)
    {
        var words = new List<string>();
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") words.Add(typeof(ForecasterRun).Assembly.Location);
        words.AddRange([
            "forecast", "train", "--data", place.Data, "--instrument", place.Instrument.ToString(), "--registry", place.Root, "--from", place.From.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            "--seed", ((ulong)request.RequestedAt.ToUnixTimeSeconds()).ToString(System.Globalization.CultureInfo.InvariantCulture), "--threads", "1", "--json-lines",
        ]);
        if (request.Parent is { } parent) words.AddRange(["--parent", parent, "--warm"]);
        if (demo) words.Add("--quick");
        if (invented) words.Add("--invented");
        return words;
    }

    /// <summary>Beside the program, or where the repository keeps it.</summary>
    public static string? ShippedFolder() => Array.Find(
        [Path.Combine(AppContext.BaseDirectory, "forecaster"), Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "assets", "forecaster"))], Directory.Exists);
}
