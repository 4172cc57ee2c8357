using Ats.Bybit;
using Ats.Bybit.Limits;
using Ats.Bybit.Rest;
using Ats.Bybit.Wire;
using Ats.Cli.Runs;
using Ats.Domain;
using Ats.Server.Settings;

namespace Ats.Cli.Operator;

/// <summary>
/// Straight to the exchange, past the contest, with its credentials: cancels orders and does nothing else. Stops of last resort stay, since
/// positions do.
/// </summary>
internal sealed class ExchangeOrders : IDisposable
{
    private const int Attempts = 3;

    /// <summary>Plain orders: without it the stops of positions would go too.</summary>
    private const string Plain = "Order";

    private readonly BybitRest _rest;
    private readonly RateBudget _budget = new(TimeProvider.System);
    private readonly IReadOnlyList<InstrumentId> _instruments;

    private ExchangeOrders(ApiCredentials credentials, IReadOnlyList<InstrumentId> instruments)
    {
        _instruments = instruments;
        _rest = new BybitRest(credentials, _budget, new ServerClock(TimeProvider.System), TimeProvider.System, new RestSettings { Timeout = TimeSpan.FromSeconds(5) });
    }

    /// <exception cref="SettingsException">There are no keys, or paper trading has no orders at an exchange.</exception>
    /// <exception cref="IOException">The simulated exchange of these settings has not been started.</exception>
    public static ExchangeOrders Open(LiveSettings settings) => new(Credentials(settings), [.. settings.Instruments.Select(InstrumentId.Parse)]);

    /// <summary>Cancels every plain order of the contest's instruments and looks whether any is left; returns how many were cancelled.</summary>
    /// <exception cref="IOException">The exchange did not answer, or orders are left.</exception>
    /// <exception cref="RefusedException">It said no.</exception>
    public async Task<int> CancelAllAsync(CancellationToken cancel = default)
    {
        await Ask("its clock", () => _rest.MeasureClockAsync(cancel));
        var cancelled = 0;
        foreach (var instrument in _instruments)
        {
            var category = instrument.Kind == ContractKind.Spot ? Category.Spot : Category.Linear;
            cancelled += (await Ask($"cancelling {instrument}", () => _rest.Orders.CancelAllAsync(category, instrument.Symbol, orderFilter: Plain, cancel: cancel))).Count;
            var left = (await Ask($"open orders of {instrument}", () => _rest.Orders.OpenAsync(category, instrument.Symbol, cancel: cancel))).Count(o => o.IsOpen && o.StopOrderType.Length == 0);
            if (left > 0) throw new IOException($"{left} orders of {instrument} still rest at the exchange: somebody places new ones. Stop the contest's process, and cancel again.");
        }

        return cancelled;
    }

    /// <summary>The exchange's clock minus ours.</summary>
    public async Task<TimeSpan> ClockOffsetAsync() => TimeSpan.FromMilliseconds((await Ask("its clock", () => _rest.MeasureClockAsync())).OffsetNanoseconds / 1e6);

    public async Task<ApiKeyInfo> KeyAsync() => await Ask("the API key", () => _rest.Account.KeyAsync());

    public async Task<bool> IsListedAsync(InstrumentId instrument)
    {
        var rows = await Ask($"instrument {instrument}", () => _rest.Market.InstrumentsAsync(instrument.Kind == ContractKind.Spot ? Category.Spot : Category.Linear, instrument.Symbol));
        return rows.Any(r => r.Instrument.Id.Symbol == instrument.Symbol && r.IsTrading);
    }

    public void Dispose()
    {
        _rest.Dispose();
        _budget.Dispose();
    }

    private static ApiCredentials Credentials(LiveSettings settings)
    {
        if (settings.Environment == TradingEnvironment.Simulated && settings.Exchange.Address is null)
        {
            var (address, key, secret) = ExchangeProcess.Noted(settings.Exchange.State) ?? throw new IOException($"No exchange was started in {settings.Exchange.State}: there is nothing to cancel.");
            return new ApiCredentials(BybitEnvironment.Simulated(address), key, new ApiSecret(secret));
        }

        return AccountKeys.Load(settings, settings.Environment switch
        {
            TradingEnvironment.Simulated => BybitEnvironment.Simulated(new Uri(settings.Exchange.Address!)),
            TradingEnvironment.Demo => BybitEnvironment.Demo,
            TradingEnvironment.Testnet => BybitEnvironment.Testnet,
            // Nothing here can place an order: cancelling needs no consent to trade.
            TradingEnvironment.Mainnet => BybitEnvironment.Mainnet(MainnetOptIn.Confirm(MainnetOptIn.Phrase)),
            _ => throw new SettingsException("environment: paper orders rest in the contest itself, not at an exchange: ending 'ats run' ends them."),
        });
    }

    /// <summary>Asks again where there was no answer: what is asked here may be done twice.</summary>
    private static async Task<T> Ask<T>(string what, Func<Task<Outcome<T>>> ask)
    {
        for (var attempt = 1; ; attempt++)
        {
            switch (await ask())
            {
                case Outcome<T>.Ok ok:
                    return ok.Value;
                case Outcome<T>.Refused refused:
                    throw new RefusedException($"The exchange refused {what}: {refused.Info.Meaning} (code {refused.Info.Code}: {refused.Message}).");
                case { } other when attempt == Attempts:
                    throw new IOException($"The exchange did not answer about {what}: {Why(other)}.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300 * attempt));
        }
    }

    private static string Why<T>(Outcome<T> outcome) => outcome switch
    {
        Outcome<T>.Unknown unknown => unknown.Why,
        Outcome<T>.NotSent notSent => notSent.Why,
        _ => "its rate limit is used up",
    };
}
