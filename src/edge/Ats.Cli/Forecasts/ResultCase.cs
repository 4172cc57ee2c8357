namespace Ats.Cli.Forecasts;

/// <summary>One line of docs/forecasting-results.md: a model trained on one span and judged on another.</summary>
/// <param name="Title">As in the document.</param>
/// <param name="About">What is to be expected of it, and why.</param>
/// <param name="Train">Data to learn from; null = the champion that comes with the program.</param>
/// <param name="Test">Data to judge on.</param>
/// <param name="Instrument">Which one; null = the only one.</param>
/// <param name="Cut">Where learning ends and judging begins, as a share of the data's span; null = the test data is other data.</param>
internal sealed record ResultCase(string Title, string About, string? Train, IReadOnlyList<string> Test, string? Instrument = null, double? Cut = null)
{
    /// <summary>Everything the issue asks for; real data only where its folder is at hand.</summary>
    public static IReadOnlyList<ResultCase> All(string folder, double hours) =>
    [
        new("Simulated market, the champion that ships", "The yardstick is the generator's own mean, which no predictor can know.", null,
            [.. new[] { 9301, 9302, 9303 }.Select(seed => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"synthetic:seed={seed},hours={hours},start=2025-06-01"))]),
        new("BTCUSDT trades of one day, no book (Binance spot, 2022-01-15)", "Nothing is known to beat the random walk here; near zero is the right answer.",
            Path.Combine(folder, "trades", "binance-spot_BTCUSDT_trades_2022-01-15_0000-1700.csv.gz"), [], Cut: 0.7),
        new("BTCUSDT quotes polled every 5.6 s with the imbalance of 100 levels (Binance spot, 2026-06-15)", "The imbalance carries a signal; the model must at least match the line on it.",
            Path.Combine(folder, "orderbook", "binance-spot_BTC_l1-5s_2026-06-15.csv.gz"), [], Cut: 0.6),
    ];
}
