using System.Globalization;
using Ats.Domain;

namespace Ats.Cli.Backtests;

/// <summary>Every round trip of a run as CSV: the report's page shows only the latest.</summary>
internal static class RoundTripCsv
{
    public static void Write(string path, BacktestResult result)
    {
        using var file = new StreamWriter(path);
        file.WriteLine("arm,instrument,side,opened,closed,quantity,entry_price,exit_price,gross_pnl,fees,funding,net_pnl,mae,mfe");
        foreach (var t in result.Journal.RoundTrips)
        {
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Quoted(result.Engine.Arms[t.Arm].Name)},{result.Runner.Instruments[t.Instrument].Id},{(t.Side == Side.Buy ? "long" : "short")},{t.OpenTime},{t.CloseTime},{t.Quantity},{t.EntryPrice:R},{t.ExitPrice:R},{Money(t.GrossPnl)},{Money(t.Fees)},{Money(t.Funding)},{Money(t.NetPnl)},{t.Mae:R},{t.Mfe:R}"));
        }
    }

    private static string Quoted(string text) => text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string Money(decimal value) => value.ToString("0.##################", CultureInfo.InvariantCulture);
}
