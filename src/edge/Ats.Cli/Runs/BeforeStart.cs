using Ats.Cli.Exchange;
using Ats.Domain;
using Ats.Server.Settings;
using Ats.Storage;

namespace Ats.Cli.Runs;

/// <summary>What a run would refuse and can be seen before anything is started: <c>ats run</c>, <c>ats settings</c> and <c>ats doctor</c> ask here.</summary>
internal static class BeforeStart
{
    /// <summary>The settings, once they hold.</summary>
    /// <exception cref="SettingsException">The market does not hold, see <see cref="Market"/>.</exception>
    /// <exception cref="MarketData.MarketDataException">Its tape is not there or damaged.</exception>
    /// <exception cref="Engine.JournalException">The journal is something else.</exception>
    public static LiveSettings Check(LiveSettings settings)
    {
        Market(settings);
        if (!settings.Journal.Contains("://", StringComparison.Ordinal) && File.Exists(settings.Journal)) (JournalStore.OpenReader(settings.Journal) as IDisposable)?.Dispose();
        return settings;
    }

    /// <summary>The market of the exchange that a run starts, if it starts one.</summary>
    /// <exception cref="SettingsException">An unknown market, or an instrument that it does not have.</exception>
    /// <exception cref="MarketData.MarketDataException">The tape to replay is not there or damaged.</exception>
    public static void Market(LiveSettings settings)
    {
        if (settings is not { Environment: TradingEnvironment.Simulated, Exchange.Address: null }) return;
        IReadOnlyList<InstrumentId> listed;
        try
        {
            listed = MarketSources.Listed(settings.Exchange.Market);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new SettingsException($"exchange.market: {e.Message}", e);
        }

        var missing = settings.Instruments.FirstOrDefault(i => !listed.Contains(InstrumentId.Parse(i)));
        if (missing is not null) throw new SettingsException($"instruments: the market {settings.Exchange.Market} does not have '{missing}'; it has {string.Join(", ", listed)}.");
    }
}
