using System.Security.Cryptography;
using System.Text;
using Ats.Cli.Backtests;
using Ats.Domain;
using Ats.Forecasting;
using Ats.Forecasting.Features;
using Ats.MarketData;
using Ats.Mlops.Registry;
using Ats.Mlops.Snapshots;
using Ats.Simulation.Markets;

namespace Ats.Cli.Forecasts;

/// <summary>Market data as rows for the forecaster, with a record of what it was.</summary>
/// <param name="Optimum">Only of the invented market, where asked for: what its generator itself expected at each row.</param>
internal sealed record SampleSource(SampleSet Samples, DataSnapshot Snapshot, IReadOnlyList<string> Notes, IPredictor? Optimum)
{
    /// <summary>Events looked at to learn what the data has and how often.</summary>
    private const int SurveyedEvents = 4_000_000;

    /// <summary>Least levels and pace of the book an invented market is given here: what the book's features need.</summary>
    private const string SyntheticDetail = "levels=25,book=100ms";

    private const string Invented = "invented market, seed ";

    /// <summary>Reads data, as <c>--data</c> names it, into rows.</summary>
    /// <param name="schema">Of a model the rows are for; null chooses the one that makes the most of the data.</param>
    /// <exception cref="MarketDataException">No such data, no such instrument in it, or nothing a row can be made of.</exception>
    public static SampleSource Load(string data, string? instrument, string? from, string? to, FeatureSchema? schema = null, IReadOnlyList<int>? horizons = null, bool withOptimum = false)
    {
        var request = new BacktestRequest { Data = Detailed(data), Strategies = [], Instruments = instrument is null ? [] : [instrument], From = from, To = to };
        using var market = MarketInput.Open(request);
        var index = Choose(market, data);
        var chosen = market.Instruments[index];
        var survey = FeatureSurvey.Of(new FirstEvents(market.CreateSource(request), SurveyedEvents), index);
        if (survey.BookMessages + survey.Quotes + survey.Trades == 0)
            throw new MarketDataException(data, $"holds neither book nor quotes nor trades of {chosen.Id}: the forecaster needs events, not bars");
        var best = FeatureSchemas.For(in survey);
        if (schema is not null && Lacks(schema, best) is { } lack)
            throw new MarketDataException(data, $"has {lack}, which the model's features need (schema {schema.Hash}): evaluate it on data like that it was trained on");
        horizons ??= ForecastHorizons.Default;
        var (source, tape) = market.CreateSourceAndTape(request);
        var (samples, means) = Build(source, withOptimum ? tape : null, new SampleBuilder(chosen, index, schema ?? best, horizons), market.PlaceOf(index), horizons);
        var optimum = means is null ? null : new OptimumPredictor(samples.Schema, horizons, means);
        return new SampleSource(samples, Describe(market, chosen, samples, data), market.Notes, optimum);
    }

    /// <summary>Rows, and beside each what the generator expected then (its state is known to one step of 100 ms, so the mean is that much ahead).</summary>
    private static (SampleSet, float[]?) Build(IMarketEventSource source, SyntheticTape? tape, SampleBuilder builder, short place, IReadOnlyList<int> horizons)
    {
        var buffer = new MarketEvent[tape is null ? 4096 : 16];
        var means = new List<float>();
        for (var n = source.Read(buffer); n > 0; n = source.Read(buffer))
        {
            builder.Add(buffer.AsSpan(0, n));
            for (var row = means.Count / horizons.Count; tape is not null && row < builder.Count; row++)
                foreach (var h in horizons) means.Add((float)(1e4 * tape.Market.ExpectedReturn(place, h)));
        }

        return (builder.ToSampleSet(), tape is null ? null : [.. means]);
    }

    /// <summary>The features of this schema cannot be made of data that has only the other's.</summary>
    private static string? Lacks(FeatureSchema wanted, FeatureSchema has) =>
        wanted.HasBook && !has.HasBook ? "no order book" : wanted.HasQuotes && !has.HasQuotes ? "no quotes" : wanted.Names.Except(has.Names).Any() ? "no trades" : null;

    /// <summary>What a snapshot calls its source: seeds tell invented markets apart.</summary>
    public static string NameOf(MarketInput market, Instrument instrument, string data) => market.IsSynthetic
        ? $"{Invented}{market.SyntheticSeed}{(market.SyntheticStart is { } start ? $", begun {start}" : "")}" : $"{instrument.Id}, {Path.GetFileName(Path.TrimEndingDirectorySeparator(data))}";

    /// <summary>The seed in a snapshot's source, null where that was no invented market.</summary>
    public static string? SeedIn(string source) => source.StartsWith(Invented, StringComparison.Ordinal) ? source[Invented.Length..].Split(',')[0] : null;

    public static string NameOf(MarketInput market, short index, string data) => NameOf(market, market.Instruments[index], data);

    /// <summary>An invented market whose book is not spoken of is given the one models learn from.</summary>
    public static string Detailed(string data)
    {
        if (data == "synthetic") return "synthetic:" + SyntheticDetail;
        return data.StartsWith("synthetic:", StringComparison.Ordinal) && !data.Contains("levels=", StringComparison.Ordinal) && !data.Contains("book=", StringComparison.Ordinal)
            ? $"{data},{SyntheticDetail}" : data;
    }

    private static short Choose(MarketInput market, string data)
    {
        if (market.Instruments.Count == 1 || market.IsSynthetic) return 0;
        throw new MarketDataException(data, $"holds several instruments ({string.Join(", ", market.Instruments.Select(i => i.Id))}): say which with --instrument");
    }

    private static DataSnapshot Describe(MarketInput market, Instrument instrument, SampleSet samples, string data)
    {
        var (first, last) = market.Span;
        var gaps = new List<DataSpan>();
        for (var i = 1; i < samples.Count; i++)
            if (samples.Starts[i]) gaps.Add(new DataSpan(samples.Times[i - 1].ToDateTime(), samples.Times[i].ToDateTime()));
        var files = market.IsSynthetic
            ? [new SnapshotFile(market.DataHash, 0, Sha(Encoding.UTF8.GetBytes(market.DataHash)))]
            : market.Segments.Where(s => s.Instrument == instrument.Id.ToString()).Select(s => FileOf(s, data)).ToList();
        return new DataSnapshot(instrument.Id.Symbol, NameOf(market, instrument, data), market.IsSynthetic, new DataSpan(first.ToDateTime(), last.ToDateTime()), samples.Count, files, gaps);
    }

    private static SnapshotFile FileOf(SegmentInfo segment, string data)
    {
        var path = segment.File is { } file && Directory.Exists(data) ? Path.Combine(data, file) : File.Exists(data) ? data : null;
        if (path is null || !File.Exists(path)) return new SnapshotFile(segment.Source, 0, segment.ContentHash);
        using var stream = File.OpenRead(path);
        return new SnapshotFile(Path.GetFileName(path), stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    private static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The beginning of a source.</summary>
    private sealed class FirstEvents(IMarketEventSource source, long most) : IMarketEventSource
    {
        private long _left = most;

        public int Read(Span<MarketEvent> buffer)
        {
            var read = source.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
            _left -= read;
            return read;
        }
    }
}
