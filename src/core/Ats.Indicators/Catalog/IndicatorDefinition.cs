namespace Ats.Indicators;

/// <summary>One entry of the <see cref="IndicatorCatalog"/>: what an indicator is called, says, takes and gives, and how to make one.</summary>
public sealed class IndicatorDefinition
{
    private readonly Func<IndicatorArguments, IIndicator> _create;

    private IndicatorDefinition(Func<IndicatorArguments, IIndicator> create) => _create = create;

    /// <summary>Kebab-case, as in <c>order-flow-imbalance</c>.</summary>
    public required string Name { get; init; }

    /// <summary>One line in plain words.</summary>
    public required string Description { get; init; }

    /// <summary>The book, paper or reference implementation it follows.</summary>
    public required string Source { get; init; }

    public required IndicatorInputs Inputs { get; init; }

    public required IReadOnlyList<IndicatorParameter> Parameters { get; init; }

    /// <summary>The first one is <see cref="IIndicator.Value"/>.</summary>
    public required IReadOnlyList<IndicatorOutput> Outputs { get; init; }

    /// <summary>A new instance with the given parameters, defaults for the rest.</summary>
    /// <exception cref="ArgumentException">A parameter is unknown or out of range, or the combination is not accepted.</exception>
    public IIndicator Create(IReadOnlyDictionary<string, double>? parameters = null) =>
        _create(new IndicatorArguments(Name, Parameters, parameters));

    internal static IndicatorDefinition Of<T>(
        string name,
        string description,
        string source,
        IndicatorParameter[] parameters,
        Func<IndicatorArguments, T> create,
        params (string Name, Func<T, double> Read)[] outputs)
        where T : class, IIndicator => new(create)
        {
            Name = name,
            Description = description,
            Source = source,
            Inputs = InputsOf<T>(),
            Parameters = parameters,
            Outputs = outputs.Length == 0
                ? [new IndicatorOutput("value", indicator => indicator.Value)]
                : [.. outputs.Select(output => new IndicatorOutput(output.Name, indicator => output.Read((T)indicator)))],
        };

    private static IndicatorInputs InputsOf<T>() =>
        Flag<T, IValueIndicator>(IndicatorInputs.Values)
        | Flag<T, IBarIndicator>(IndicatorInputs.Bars)
        | Flag<T, ITradeIndicator>(IndicatorInputs.Trades)
        | Flag<T, IQuoteIndicator>(IndicatorInputs.Quotes)
        | Flag<T, IBookIndicator>(IndicatorInputs.Book);

    private static IndicatorInputs Flag<T, TInput>(IndicatorInputs inputs) =>
        typeof(TInput).IsAssignableFrom(typeof(T)) ? inputs : IndicatorInputs.None;
}
