using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit.Streams;

/// <summary>
/// Orders, executions, positions and wallet of the account. Whenever it turns <see cref="StreamState.Live"/> take the account over REST as well: nothing is replayed,
/// and the wallet topic has no snapshot. Measure the clock before: an authentication that expires in the exchange's past is refused.
/// </summary>
public sealed class PrivateStream : StreamSession
{
    private const string SubscribeId = "private";
    private static readonly string[] Topics = [WireTopics.Order, WireTopics.Execution, WireTopics.Position, WireTopics.Wallet];

    private readonly ApiCredentials _credentials;
    private readonly ServerClock _clock;
    private readonly IPrivateSink _sink;

    public PrivateStream(ApiCredentials credentials, ServerClock clock, IPrivateSink sink, StreamSettings settings, TimeProvider time)
        : base("private", credentials.Environment, credentials.Environment.PrivateStream, settings, time, sink) =>
        (_credentials, _clock, _sink) = (credentials, clock, sink);

    private protected override void OnOpen()
    {
        SetState(StreamState.Authenticating);
        Post(RequestSigner.AuthFrame(_credentials, (_clock.Now + (long)Settings.AuthValidity.TotalNanoseconds).ToMilliseconds()));
    }

    private protected override void OnClosed(string why)
    {
        // Nothing hangs on the connection: the owner reconciles when it is live again.
    }

    private protected override void OnFrame(ReadOnlySpan<byte> frame, Timestamp received)
    {
        var result = PrivateFrames.Read(frame, received, _sink);
        if (result.Status == FrameStatus.NotThisTopic) Answer(frame);
        else if (!result.IsOk) Malformed(result, frame);
    }

    private void Answer(ReadOnlySpan<byte> frame)
    {
        using var json = JsonFrame.TryParse(frame);
        if (json is null) return;
        try
        {
            var root = json.Root;
            switch (root.Text("op"))
            {
                case WireOps.Auth when !root.Flag("success"):
                    Abort($"authentication was refused: {root.Text("ret_msg")}");
                    break;
                case WireOps.Auth when Status.State == StreamState.Authenticating:
                    SetState(StreamState.Subscribing);
                    Post(ControlFrames.Subscribe(Topics, SubscribeId));
                    break;
                case WireOps.Subscribe when !root.Flag("success"):
                    Abort($"a subscription was refused: {root.Text("ret_msg")}");
                    break;
                case WireOps.Subscribe when Status.State == StreamState.Subscribing:
                    SetState(StreamState.Live);
                    break;
                default:
                    break;
            }
        }
        catch (Exception e) when (JsonFrame.IsUnsound(e))
        {
            Malformed(FrameResult.Malformed(0), frame);
        }
    }
}
