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

    /// <summary>What must hold of the books; empty when it does.</summary>
    public IEnumerable<string> BrokenInvariants()
    {
        var (filled, fees) = SumFills();
        foreach (var arm in Engine.Arms)
        {
            if (arm.Ledger.Imbalance() > 1e-12m) yield return $"{arm.Name}: ledger accounts sum to {arm.Ledger.Imbalance()}, not zero";
            var open = 0m;
            foreach (var leg in arm.Legs)
            {
                var sum = filled[arm.Index, leg.InstrumentIndex];
                if (sum != leg.Position.Quantity.Raw) yield return $"{arm.Name}: position {leg.Position.Quantity} is not the sum of its fills {new Quantity(sum)}";
                open += FixedPoint.Notional(Engine.MarkOf(leg.InstrumentIndex), leg.Position.Quantity) - leg.Position.Basis;
            }

            if (fees[arm.Index] != arm.Ledger.FeesPaid) yield return $"{arm.Name}: fees booked {arm.Ledger.FeesPaid} are not the fees of its fills {fees[arm.Index]}";
            var explained = arm.Settings.Capital + arm.RealizedPnl + open - arm.Ledger.FeesPaid - arm.Ledger.FundingPaid;
            if (Math.Abs(explained - FinalEquity(arm)) > 1e-9m * Math.Max(1m, Math.Abs(explained))) yield return $"{arm.Name}: equity {FinalEquity(arm)} is not capital + PnL - costs {explained}";
        }
    }

    /// <summary>Signed raw quantity by arm and instrument, and fees by arm, of all fills: one pass, however many arms.</summary>
    private (long[,] Filled, decimal[] Fees) SumFills()
    {
        var filled = new long[Engine.Arms.Count, Runner.Instruments.Count];
        var fees = new decimal[Engine.Arms.Count];
        for (var i = 0; i < Journal.Fills.Count; i++)
        {
            ref readonly var fill = ref Journal.Fills[i];
            filled[fill.Arm, fill.Instrument] += fill.Side.Sign() * fill.Quantity.Raw;
            fees[fill.Arm] += fill.Fee;
        }

        return (filled, fees);
    }
}
