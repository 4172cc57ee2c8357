using Ats.Domain;
using Ats.Engine.Risk;
using Ats.Engine.Sizing;

namespace Ats.Engine;

/// <summary>
/// One contestant before the start: its name, where its strategy comes from (a factory: a hole in the data calls for a fresh one), what it
/// trades, its capital in quote units, sizing and limits.
/// </summary>
public sealed record ArmSettings(string Name, Func<Strategy> NewStrategy, IReadOnlyList<short> Instruments, decimal Capital)
{
    /// <summary>Catalog name of the strategy and its parameters as text, for journals and reports.</summary>
    public string Strategy { get; init; } = Name;

    public BarInterval Interval { get; init; } = BarInterval.OneMinute;

    public Func<ISizing> NewSizing { get; init; } = () => new FractionOfEquity(1);

    public IReadOnlyList<IRiskLimit> Limits { get; init; } = [];

    /// <summary>How targets become orders; null = as the strategy has it.</summary>
    public ExecutionPolicy? Execution { get; init; }
}
