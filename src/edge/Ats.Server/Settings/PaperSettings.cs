namespace Ats.Server.Settings;

/// <summary>What paper trading assumes: fills against the real book with queue position, as backtests on book data make them.</summary>
public sealed record PaperSettings
{
    /// <summary>Where public data comes from, as in http://127.0.0.1:5090; null = Bybit's mainnet.</summary>
    public string? Address { get; init; }

    /// <summary>Milliseconds from a decision to the exchange.</summary>
    public double EntryLatencyMilliseconds { get; init; } = 50;

    /// <summary>Milliseconds from the exchange back.</summary>
    public double ReportLatencyMilliseconds { get; init; } = 50;

    /// <summary>What takers pay beyond the price found, basis points.</summary>
    public double SlippageBps { get; init; }

    /// <summary>Basis points of notional; null = Bybit's rate without a discount.</summary>
    public decimal? MakerFeeBps { get; init; }

    /// <summary>Basis points of notional; null = Bybit's rate without a discount.</summary>
    public decimal? TakerFeeBps { get; init; }

    /// <exception cref="SettingsException">A value is out of range; the message names it.</exception>
    internal void Check()
    {
        if (Address is not null && (!Uri.TryCreate(Address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")))
            throw new SettingsException($"paper.address: '{Address}' is no address; write http://127.0.0.1:PORT, or leave it out for Bybit's public data.");
        if (EntryLatencyMilliseconds is not (>= 0 and <= 60_000)) throw new SettingsException($"paper.entryLatencyMilliseconds: {EntryLatencyMilliseconds} must be 0 to 60000.");
        if (ReportLatencyMilliseconds is not (>= 0 and <= 60_000)) throw new SettingsException($"paper.reportLatencyMilliseconds: {ReportLatencyMilliseconds} must be 0 to 60000.");
        if (SlippageBps is not (>= 0 and <= 1000)) throw new SettingsException($"paper.slippageBps: {SlippageBps} must be 0 to 1000.");
        if (MakerFeeBps is < -100 or > 1000) throw new SettingsException($"paper.makerFeeBps: {MakerFeeBps} must be -100 to 1000.");
        if (TakerFeeBps is < -100 or > 1000) throw new SettingsException($"paper.takerFeeBps: {TakerFeeBps} must be -100 to 1000.");
    }
}
