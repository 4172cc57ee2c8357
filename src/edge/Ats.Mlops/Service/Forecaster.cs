using Ats.Domain;
using Ats.Mlops.Loop;

namespace Ats.Mlops.Service;

/// <summary>The forecaster: its instruments, and who trains for them.</summary>
public sealed class Forecaster
{
    private readonly Dictionary<string, InstrumentForecaster> _bySymbol;
    private string? _fault;

    /// <param name="instruments">At least one.</param>
    /// <param name="notice">What every page says of the data (an invented market, say); null = nothing.</param>
    public Forecaster(IReadOnlyList<InstrumentForecaster> instruments, ITrainingRunner runner, TimeProvider time, string? notice = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(instruments.Count, nameof(instruments));
        (Instruments, Runner, Time, Notice) = (instruments, runner, time, notice);
        _bySymbol = instruments.ToDictionary(i => i.Symbol, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<InstrumentForecaster> Instruments { get; }

    public ITrainingRunner Runner { get; }

    public TimeProvider Time { get; }

    public string? Notice { get; }

    /// <summary>What keeps it from learning until it is started again; null = nothing. Serving goes on.</summary>
    public string? Fault { get => Volatile.Read(ref _fault); internal set => Volatile.Write(ref _fault, value); }

    public string Symbols => string.Join(", ", Instruments.Select(i => i.Symbol));

    public InstrumentForecaster? Find(string symbol) => _bySymbol.GetValueOrDefault(symbol);

    /// <summary>Once a second: the loops do what is due, and what has gone stale is said to be.</summary>
    public void Step()
    {
        var now = Timestamp.FromDateTime(Time.GetUtcNow());
        foreach (var instrument in Instruments) instrument.Service.Watch(now);
        foreach (var instrument in Instruments) instrument.Loop.Step();
    }
}
