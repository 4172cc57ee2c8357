using Ats.Bybit.Wire;

namespace Ats.Bybit;

/// <summary>
/// One of the four worlds with its four addresses. Demo listens to the mainnet's public stream and has no trade socket. Keys are bound to one
/// (<see cref="ApiCredentials"/>), so an address and a key of different worlds cannot meet.
/// </summary>
public sealed class BybitEnvironment
{
    private readonly Uri _publicStream;

    private BybitEnvironment(EnvironmentKind kind, Uri rest, Uri publicStream, Uri privateStream, Uri? trade)
    {
        (Kind, Rest, _publicStream, PrivateStream, TradeStream) = (kind, rest, publicStream, privateStream, trade);
    }

    public EnvironmentKind Kind { get; }

    /// <summary>Base address of REST.</summary>
    public Uri Rest { get; }

    public Uri PrivateStream { get; }

    /// <summary>None on demo, which has no trade socket: send orders over REST there.</summary>
    public Uri? TradeStream { get; }

    /// <summary>fee-rate, DCP and pre-check do not exist on demo.</summary>
    public bool HasFeeRates => Kind != EnvironmentKind.Demo;

    public static BybitEnvironment Demo { get; } = Of(EnvironmentKind.Demo, "api-demo", "stream", "stream-demo", trade: false);

    public static BybitEnvironment Testnet { get; } = Of(EnvironmentKind.Testnet, "api-testnet", "stream-testnet", "stream-testnet", trade: true);

    public static BybitEnvironment Mainnet(MainnetOptIn optIn)
    {
        ArgumentNullException.ThrowIfNull(optIn);
        return Of(EnvironmentKind.Mainnet, "api", "stream", "stream", trade: true);
    }

    /// <summary>One port for everything.</summary>
    /// <param name="baseAddress">http://host:port; never a host of Bybit's.</param>
    /// <exception cref="ArgumentException">Not such an address.</exception>
    public static BybitEnvironment Simulated(Uri baseAddress)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        if (!baseAddress.IsAbsoluteUri || baseAddress.Scheme is not ("http" or "https")) throw new ArgumentException("The simulated exchange needs an http address.", nameof(baseAddress));
        if (baseAddress.Host.Contains("bybit", StringComparison.OrdinalIgnoreCase) || baseAddress.Host.Contains("bytick", StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException("A host of Bybit's is not a simulated exchange.", nameof(baseAddress));
        var root = new Uri(baseAddress.GetLeftPart(UriPartial.Authority));
        var socket = new UriBuilder(root) { Scheme = root.Scheme == "https" ? "wss" : "ws" }.Uri;
        return new BybitEnvironment(EnvironmentKind.Simulated, root, new Uri(socket, WirePaths.PublicStream), new Uri(socket, WirePaths.PrivateStream), new Uri(socket, WirePaths.TradeStream));
    }

    public Uri PublicStream(Category category) => new(_publicStream, category.Text());

    public override string ToString() => $"{Kind} ({Rest.Host})";

    private static BybitEnvironment Of(EnvironmentKind kind, string rest, string publicStream, string privateStream, bool trade) => new(
        kind,
        new Uri($"https://{rest}.bybit.com"),
        new Uri($"wss://{publicStream}.bybit.com{WirePaths.PublicStream}"),
        new Uri($"wss://{privateStream}.bybit.com{WirePaths.PrivateStream}"),
        trade ? new Uri($"wss://{privateStream}.bybit.com{WirePaths.TradeStream}") : null);
}
