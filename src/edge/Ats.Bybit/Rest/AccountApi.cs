using Ats.Bybit.Limits;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Rest;

/// <summary>Wallet, fees and the key itself over REST.</summary>
public sealed class AccountApi
{
    private readonly RestTransport _transport;
    private readonly BybitEnvironment _environment;

    internal AccountApi(RestTransport transport, BybitEnvironment environment) => (_transport, _environment) = (transport, environment);

    /// <param name="coins">Named coins are told even when zero; none = all that are not.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<Outcome<WalletRow>> WalletAsync(IReadOnlyList<string>? coins = null, CancellationToken cancel = default) => _transport.SendAsync(
        RestCall.Read(WirePaths.WalletBalance, new Query().Add("accountType", WireWords.Unified).Add("coin", coins is null ? null : string.Join(',', coins)), RateGroup.WalletBalance),
        static reply => reply.Result.Rows("list").Select(WalletRow.Read).FirstOrDefault() ?? throw new FormatException("no account in the answer"),
        cancel);

    /// <summary>The account's fees of a symbol; where the exchange has no fee-rate (demo), the fallback, marked as such.</summary>
    public async Task<Outcome<FeeRates>> FeesAsync(Category category, string symbol, FeeSchedule fallback, CancellationToken cancel = default)
    {
        if (!_environment.HasFeeRates) return new Outcome<FeeRates>.Ok(new FeeRates(fallback, true));
        return await _transport.SendAsync(
            RestCall.Read(WirePaths.FeeRate, new Query().Add("category", category.Text()).Add("symbol", symbol), RateGroup.FeeRate),
            static reply => reply.Result.Rows("list")
                .Select(row => new FeeRates(new FeeSchedule(row.RequiredDecimal("makerFeeRate"), row.RequiredDecimal("takerFeeRate")), false))
                .FirstOrDefault() ?? throw new FormatException("no fees in the answer"),
            cancel);
    }

    public Task<Outcome<AccountInfo>> InfoAsync(CancellationToken cancel = default) =>
        _transport.SendAsync(RestCall.Read(WirePaths.AccountInfo, new Query(), RateGroup.AccountInfo), static reply => AccountInfo.Read(reply.Result), cancel);

    /// <summary>What the key may do; see <see cref="ApiKeyInfo.Objections"/> before trading with it.</summary>
    public Task<Outcome<ApiKeyInfo>> KeyAsync(CancellationToken cancel = default) =>
        _transport.SendAsync(RestCall.Read(WirePaths.QueryApi, new Query(), RateGroup.QueryApi), static reply => ApiKeyInfo.Read(reply.Result), cancel);
}
