namespace Ats.Cli.Operator;

/// <summary>An ats.json to begin with; docs/settings.md shows the same.</summary>
internal static class SettingsExample
{
    public const string Text = """
        {
          // Where orders go: simulated (default), paper, demo, testnet, mainnet.
          "environment": "simulated",
          "instruments": ["bybit:linear:BTCUSDT"],
          "capital": 10000,
          "interval": "1m",
          "arms": [
            { "strategy": "sma-cross:fast=10,slow=30" },
            { "strategy": "sma-cross:fast=50,slow=200", "name": "slow-cross", "capital": 20000, "sizing": { "fraction": 0.5 } },
            { "strategy": "buy-and-hold", "limits": { "exposure": 1 } },
          ],
          // Of every arm; see 'ats limits'.
          "limits": { "order-notional": 50000, "price-collar": 100 },
          "journal": "runs/live/journal.db",
          "port": 5080,
          "onStop": "keep",
        }

        """;
}
