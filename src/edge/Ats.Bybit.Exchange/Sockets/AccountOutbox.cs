using Ats.Bybit.Exchange.Core;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>What a command did to one account, gathered for its private subscribers; index 0 linear, 1 spot.</summary>
internal sealed class AccountOutbox(Account account)
{
    public Account Account { get; } = account;

    public List<SocketSession> Sessions { get; } = [];

    public RowBuffer[] Orders { get; } = [new(), new()];

    public RowBuffer[] Executions { get; } = [new(), new()];

    public RowBuffer[] FastExecutions { get; } = [new(), new()];

    public List<PositionState> Positions { get; } = [];

    public bool Wallet { get; set; }

    /// <summary>Waits to be flushed.</summary>
    public bool Queued { get; set; }
}
