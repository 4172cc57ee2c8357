using Ats.Cli.Backtests;
using Ats.Domain;
using Ats.MarketData;
using Ats.Mlops.Models;
using Ats.Mlops.Registry;
using Ats.Simulation;

namespace Ats.Cli.Forecasts;

/// <summary>The model a backtest was given: found, verified, and refused where it has seen the tape.</summary>
internal static class BacktestModel
{
    /// <summary>The request with the version's own name and data detailed enough for the model, and what makes the feed.</summary>
    /// <exception cref="RegistryException">There is no such model, or its files have changed.</exception>
    /// <exception cref="Operator.RefusedException">The model has learned from some of the tape.</exception>
    public static (BacktestRequest Request, Func<IReadOnlyList<Instrument>, IForecastFeed> NewFeed) Open(BacktestRequest request, string root, string? named)
    {
        var registry = ForecastCommand.Open(root, named);
        var symbol = registry.Symbol;
        var model = registry.Load(registry.Resolve(request.Model!));
        request = request with { Model = model.Version, Data = SampleSource.Detailed(request.Data) };
        using var market = MarketInput.Open(request);
        var (first, last) = market.Span;
        TrainingSpan.RefuseSeen(registry, model.Manifest, market.IsSynthetic, SampleSource.NameOf(market, IndexOf(market.Instruments, symbol, request.Data), request.Data), new DataSpan(first.ToDateTime(), last.ToDateTime()), request.Data);
        if (model.Manifest.Schema.HasBook && !market.Kinds.Contains(MarketEventKind.BookLevel))
            throw new MarketDataException(request.Data, $"has no order book, which model {model.Version} needs: backtest it on data with a book, or give a model without one");
        if (model.Manifest.Schema.HasQuotes && !model.Manifest.Schema.HasBook && !market.Kinds.Contains(MarketEventKind.Quote))
            throw new MarketDataException(request.Data, $"has no quotes, which model {model.Version} needs");
        return (request, instruments =>
        {
            var index = IndexOf(instruments, symbol, request.Data);
            return new ModelFeed(model, instruments[index], index);
        });
    }

    private static short IndexOf(IReadOnlyList<Instrument> instruments, string symbol, string data)
    {
        for (short i = 0; i < instruments.Count; i++)
            if (instruments[i].Id.Symbol == symbol) return i;
        throw new MarketDataException(data, $"has no {symbol}, whose model was given ({string.Join(", ", instruments.Select(i => i.Id))}): say --symbol, or choose other data");
    }
}
