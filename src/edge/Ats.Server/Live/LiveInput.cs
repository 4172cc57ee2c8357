using Ats.Domain;

namespace Ats.Server.Live;

/// <summary>One input of the engine's queue.</summary>
public readonly struct LiveInput
{
    private LiveInput(LiveInputKind kind, in MarketEvent market, in OrderEvent order, CommandRequest? command)
    {
        Kind = kind;
        Market = market;
        OrderEvent = order;
        Command = command;
    }

    public LiveInputKind Kind { get; }

    public MarketEvent Market { get; }

    public OrderEvent OrderEvent { get; }

    public CommandRequest? Command { get; }

    public static LiveInput Of(in MarketEvent market) => new(LiveInputKind.Market, in market, default, null);

    public static LiveInput Of(in OrderEvent order) => new(LiveInputKind.OrderEvent, default, in order, null);

    public static LiveInput Of(CommandRequest command) => new(LiveInputKind.Command, default, default, command);
}
