using Ats.Domain;
using Ats.Engine;
using Ats.Server.Views;

namespace Ats.Server.Live;

/// <summary>Makes views on the engine's thread, at most four a second, and hands the latest to whoever asks.</summary>
internal sealed class ViewPublisher(IReadOnlyList<Instrument> instruments, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);
    private ViewBuilder? _builder;
    private long _made;
    private volatile LiveView? _view;
    private volatile bool _asked;

    public LiveView? View => _view;

    /// <summary>The next batch makes a view whatever the time.</summary>
    public void Ask() => _asked = true;

    /// <summary>
    /// A view that holds every input queued before the call; null when none came in a second. The second of two: the first may have been
    /// begun just before an input was queued.
    /// </summary>
    public async Task<LiveView?> FreshAsync(CancellationToken cancel)
    {
        for (var round = 0; round < 2; round++)
        {
            var asked = time.GetUtcNow();
            var begun = time.GetTimestamp();
            Ask();
            while (_view is not { } view || view.AsOf <= asked)
            {
                if (time.GetElapsedTime(begun) > TimeSpan.FromSeconds(1)) return null;
                await Task.Delay(TimeSpan.FromMilliseconds(10), time, cancel).ConfigureAwait(false);
            }
        }

        return _view;
    }

    public void AfterBatch(TradingEngine engine)
    {
        if (!_asked && _made != 0 && time.GetElapsedTime(_made) < Period) return;
        _asked = false;
        _made = time.GetTimestamp();
        _builder ??= new ViewBuilder(engine, instruments);
        _view = _builder.Build(engine, Timestamp.FromDateTime(time.GetUtcNow()));
    }
}
