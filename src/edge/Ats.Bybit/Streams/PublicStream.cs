using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Streams;

/// <summary>The public stream of one category: books with gap detection and resynchronisation, trades, tickers merged from deltas, klines.</summary>
public sealed class PublicStream : StreamSession
{
    private readonly Category _category;
    private readonly IReadOnlyList<PublicSubscription> _subscriptions;
    private readonly PublicFeed _feed;
    private readonly HashSet<string> _unanswered = [];
    private int _requests;

    /// <exception cref="ArgumentException">A symbol comes twice, nothing is asked for, or the exchange has no such klines.</exception>
    public PublicStream(BybitEnvironment environment, Category category, IReadOnlyList<PublicSubscription> subscriptions, IPublicSink sink, StreamSettings settings, TimeProvider time)
        : base($"public {category.Text()}", environment, environment.PublicStream(category), settings, time, sink)
    {
        if (subscriptions.SelectMany(s => s.Klines).FirstOrDefault(k => !WireIntervals.TryText(k, out _)) is { Milliseconds: > 0 } odd)
            throw new ArgumentException($"Bybit has no klines of {odd}.", nameof(subscriptions));
        (_category, _subscriptions) = (category, subscriptions);
        _feed = new PublicFeed(Name, subscriptions, sink);
    }

    private protected override void OnOpen()
    {
        SetState(StreamState.Subscribing);
        _unanswered.Clear();
        // Spot takes ten topics a request; linear is bounded by the text's length, which a hundred topics stay far below.
        foreach (var topics in _subscriptions.SelectMany(Topics).Chunk(_category == Category.Spot ? 10 : 100)) Request(ControlFrames.Subscribe, topics);
    }

    private protected override void OnClosed(string why) => _feed.Reset(why);

    private protected override void OnFrame(ReadOnlySpan<byte> frame, Timestamp received)
    {
        switch (_feed.Handle(frame, received))
        {
            case FeedVerdict.Control:
                Answer(frame);
                break;
            case FeedVerdict.Gap:
                Request(ControlFrames.Unsubscribe, [_feed.GapTopic]);
                Request(ControlFrames.Subscribe, [_feed.GapTopic]);
                break;
            default:
                break;
        }
    }

    /// <summary>Acks and pongs; whatever is not an ack of ours only shows that the line lives.</summary>
    private void Answer(ReadOnlySpan<byte> frame)
    {
        using var json = JsonFrame.TryParse(frame);
        try
        {
            if (json?.Root is not { } root || root.Text("op") is not (WireOps.Subscribe or WireOps.Unsubscribe) || !_unanswered.Remove(root.Text("req_id"))) return;
            if (!root.Flag("success")) Abort($"a subscription was refused: {root.Text("ret_msg")}");
            else if (_unanswered.Count == 0 && Status.State == StreamState.Subscribing) SetState(StreamState.Live);
        }
        catch (Exception e) when (JsonFrame.IsUnsound(e))
        {
            Malformed(FrameResult.Malformed(0), frame);
        }
    }

    private void Request(Func<IEnumerable<string>, string, byte[]> make, IReadOnlyCollection<string> topics)
    {
        var id = $"p{++_requests}";
        _unanswered.Add(id);
        Post(make(topics, id));
    }

    private static IEnumerable<string> Topics(PublicSubscription subscription)
    {
        if (subscription.BookDepth > 0) yield return WireTopics.OrderBook(subscription.BookDepth, subscription.Symbol);
        if (subscription.Trades) yield return WireTopics.PublicTrade(subscription.Symbol);
        if (subscription.Ticker) yield return WireTopics.Tickers(subscription.Symbol);
        foreach (var interval in subscription.Klines)
        {
            if (WireIntervals.TryText(interval, out var text)) yield return WireTopics.Kline(text, subscription.Symbol);
        }
    }
}
