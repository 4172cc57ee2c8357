using Ats.Domain;
using Ats.Engine;
using Ats.Server.Settings;
using Ats.Server.Views;

namespace Ats.Server.Live;

/// <summary>The orderly end of trading: positions closed where that is asked for, working orders cancelled, each awaited with patience.</summary>
/// <param name="contest">What is ended.</param>
/// <param name="publisher">Its views.</param>
/// <param name="isBusy">Something is under way to the exchange.</param>
/// <param name="time">Wall clock.</param>
internal sealed class TradingEnd(IContest contest, ViewPublisher publisher, Func<bool> isBusy, TimeProvider time)
{
    public async Task RunAsync(LiveView before, TimeSpan patience)
    {
        var flatten = contest.Settings.OnStop == StopPolicy.Flatten;
        if (flatten)
        {
            await SendAsync(new OperatorCommand(OperatorCommandKind.Flatten, OperatorCommand.AllArms, default) { Actor = "stop" }).ConfigureAwait(false);
            await UntilQuietAsync(flat: true, patience).ConfigureAwait(false);
        }

        await SendAsync(new OperatorCommand(OperatorCommandKind.EndTrading, OperatorCommand.AllArms, default) { Actor = "stop" }).ConfigureAwait(false);
        await UntilQuietAsync(flat: false, patience).ConfigureAwait(false);
        if (!flatten) return;
        // Flattened for the stop only: the next run trades as this one did.
        foreach (var arm in before.Arms.Where(a => !a.IsFlattening))
            await SendAsync(new OperatorCommand(OperatorCommandKind.SetState, arm.Index, default) { State = Enum.Parse<TradingState>(arm.State, ignoreCase: true), Actor = "stop" }).ConfigureAwait(false);
    }

    private async Task SendAsync(OperatorCommand command)
    {
        try
        {
            await contest.Send(command, CancellationToken.None).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            // The loop has stopped already.
        }
    }

    private async Task UntilQuietAsync(bool flat, TimeSpan patience)
    {
        var begun = time.GetTimestamp();
        while (time.GetElapsedTime(begun) < patience)
        {
            publisher.Ask();
            await Task.Delay(TimeSpan.FromMilliseconds(100), time).ConfigureAwait(false);
            if (contest.View is { Orders.Count: 0 } view && (!flat || view.Positions.All(IsFlat)) && !isBusy()) return;
        }
    }

    /// <summary>Nothing held that could be sold: of spot what is worth less than the least order stays.</summary>
    private bool IsFlat(PositionView p)
    {
        var rules = contest.Instruments.First(i => i.Id.ToString() == p.Instrument);
        return p.Quantity == 0 || (rules.FeesInReceived && p.Quantity * p.Mark < rules.MinNotional);
    }
}
