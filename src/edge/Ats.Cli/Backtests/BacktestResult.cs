using Ats.Domain;
using Ats.Engine;
using Ats.Simulation;

namespace Ats.Cli.Backtests;

/// <summary>A finished backtest: the engine's final state and what was journaled.</summary>
internal sealed record BacktestResult(BacktestRunner Runner, Run Run, RunSummary Summary, Backtest Backtest, MemoryJournal Journal, double EngineSeconds)
{
    public TradingEngine Engine => Backtest.Engine;

    /// <summary>Bars shown to arms a second where there are bars, else events a second.</summary>
    public double BarsPerSecond => EngineSeconds > 0 ? (Backtest.Bars > 0 ? Backtest.Bars : Backtest.Events) / EngineSeconds : 0;

    /// <summary>Equity at the last mark, exactly: cash, and inventory or unrealised PnL at the mark.</summary>
    public decimal FinalEquity(Arm arm)
    {
        var equity = arm.Ledger.Cash;
        foreach (var leg in arm.Legs)
        {
            if (leg.Position.IsFlat) continue;
            var value = FixedPoint.Notional(Engine.MarkOf(leg.InstrumentIndex), leg.Position.Quantity);
            equity += leg.Instrument.Kind == ContractKind.Spot ? value : value - leg.Position.Basis;
        }

        return equity;
    }
}
