using Ats.Bybit;
using Ats.Bybit.Streams;
using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.MarketData.Recording;

/// <summary>Records instruments from the public streams of an environment until cancelled.</summary>
public sealed class MarketRecording(BybitEnvironment environment, IReadOnlyList<InstrumentId> instruments, int depth, TimeProvider time, RecorderSettings settings, Action<string> say)
{
    /// <summary>Returns the rows recorded; everything is on disk then.</summary>
    /// <exception cref="IOException">The disk failed, is full or cannot keep up, or another recorder writes there; what was committed before is whole.</exception>
    public async Task<long> RunAsync(string directory, CancellationToken cancel)
    {
        using var recorder = new TapeRecorder(directory, instruments, time, settings, say);
        using var streaming = new CancellationTokenSource();
        using var committing = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var streams = Streams(environment, instruments, depth, recorder, time);
        var running = streams.Select(s => s.RunAsync(streaming.Token)).ToList();
        try
        {
            await await Task.WhenAny([recorder.RunAsync(committing.Token), .. running]).ConfigureAwait(false);
        }
        finally
        {
            recorder.Stopping();
            await committing.CancelAsync().ConfigureAwait(false);
            await streaming.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var stream in streams) stream.Dispose();
        }

        recorder.Finish();
        return recorder.Rows;
    }

    /// <summary>One stream a category: books of the depth, trades and, but for spot, tickers of the instruments, numbered in their order.</summary>
    public static List<PublicStream> Streams(BybitEnvironment environment, IReadOnlyList<InstrumentId> instruments, int depth, IPublicSink sink, TimeProvider time)
    {
        var numbered = instruments.Select((id, i) => (Id: id, Subscription: new PublicSubscription(id.Symbol, (short)i) { BookDepth = depth, Trades = true, Ticker = id.Kind != ContractKind.Spot }));
        return [.. numbered.GroupBy(n => n.Id.Kind.ToCategory())
            .Select(g => new PublicStream(environment, g.Key, [.. g.Select(n => n.Subscription)], sink, new StreamSettings(), time))];
    }
}
