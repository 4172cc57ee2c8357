using Ats.Bybit.Exchange.Sockets;

namespace Ats.Edge.Tests.Exchange;

public sealed class OutgoingFramesTests
{
    [Fact]
    public async Task Nothing_leaves_before_it_is_released_and_frames_keep_their_order()
    {
        using var frames = new OutgoingFrames(1000);
        Assert.True(frames.TryAppend("one"u8) && frames.TryAppend("two"u8));
        var taking = frames.TakeAsync(TestContext.Current.CancellationToken);
        Assert.False(taking.IsCompleted);
        Assert.True(frames.Flush());
        Assert.Equal(new byte[] { 3, 0, 0, 0, (byte)'o', (byte)'n', (byte)'e', 3, 0, 0, 0, (byte)'t', (byte)'w', (byte)'o' }, (await taking).ToArray());
    }

    [Fact]
    public void A_client_that_lets_its_limit_pile_up_is_refused()
    {
        using var frames = new OutgoingFrames(100);
        var accepted = 0;
        while (frames.TryAppend(new byte[16]) && frames.Flush()) accepted++;
        Assert.Equal(5, accepted);
    }
}
