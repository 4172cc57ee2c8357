using System.Globalization;
using Ats.Bybit.Exchange.Core;
using Ats.Bybit.Exchange.Faults;
using Ats.Bybit.Exchange.Wire;

namespace Ats.Bybit.Exchange.Sockets;

/// <summary>
/// The private streams: gathers rows during a command and sends, per account, execution, order, position, wallet, in this order, as one
/// frame per topic and category. A frame carries the name the client subscribed to.
/// </summary>
internal sealed class PrivateHub(ExchangeCore core, FaultBox faults, Action<SocketSession> touched)
{
    private static readonly string[] Categories = ["linear", "spot"];
    private readonly Dictionary<Account, AccountOutbox> _outboxes = [];
    private readonly List<AccountOutbox> _queued = [];
    private readonly FrameWriter _frame = new();
    private readonly FrameWriter _rows = new();
    private long _frameNumber;

    /// <summary>Whether a topic exists on this stream.</summary>
    public static bool IsTopic(string topic) => topic is "order" or "execution" or "execution.fast" or "position" or "wallet" or "greeks" or "dcp.future" or "dcp.spot"
        or "order.linear" or "order.spot" or "execution.linear" or "execution.spot" or "execution.fast.linear" or "execution.fast.spot" or "position.linear"
        or "order.inverse" or "order.option" or "execution.inverse" or "execution.option" or "execution.fast.inverse" or "execution.fast.option" or "position.inverse" or "position.option";

    /// <summary>All-in-one topic of a categorised one.</summary>
    public static string Family(string topic) =>
        topic.StartsWith("execution.fast", StringComparison.Ordinal) ? "execution.fast" : topic.Contains('.', StringComparison.Ordinal) && !topic.StartsWith("dcp", StringComparison.Ordinal) ? topic[..topic.IndexOf('.', StringComparison.Ordinal)] : topic;

    public void Attach(SocketSession session)
    {
        var outbox = Outbox(session.Account!);
        if (!outbox.Sessions.Contains(session)) outbox.Sessions.Add(session);
        UpdateDcp(session.Account!);
    }

    public void Detach(SocketSession session)
    {
        if (session.Account is null) return;
        Outbox(session.Account).Sessions.Remove(session);
        UpdateDcp(session.Account);
    }

    /// <summary>Starts or stops the disconnect windows as dcp subscriptions come and go.</summary>
    public void UpdateDcp(Account account)
    {
        for (var product = 0; product < 2; product++)
        {
            var topic = product == 0 ? "dcp.future" : "dcp.spot";
            var present = Outbox(account).Sessions.Any(s => s.Topics.Contains(topic));
            if (present) account.DcpArmed[product] = true;
            if (present || account.DcpSeconds[product] == 0 || !account.DcpArmed[product]) account.DcpDeadlineMs[product] = 0;
            else if (account.DcpDeadlineMs[product] == 0) account.DcpDeadlineMs[product] = core.NowMs + (account.DcpSeconds[product] * 1000L);
        }
    }

    /// <summary>Cancels the orders of accounts whose disconnect window ran out.</summary>
    public void CheckDcp()
    {
        foreach (var account in core.Accounts)
        {
            for (var product = 0; product < 2; product++)
            {
                if (account.DcpDeadlineMs[product] == 0 || core.NowMs < account.DcpDeadlineMs[product]) continue;
                account.DcpDeadlineMs[product] = 0;
                account.DcpArmed[product] = false;
                foreach (var order in OrderDesk.Matching(account, product == 0, _ => true)) core.Orders.CancelBySystem(order, CancelKind.CancelByDCP);
            }
        }
    }

    public void OnOrder(AccountOrder order)
    {
        if (Listening(order.Account) is { } box) OrderRow.Write(box.Orders[Index(order.Listing)].Row(), order, stream: true);
    }

    public void OnExecution(Account account, Execution row)
    {
        if (Listening(account) is not { } box) return;
        ExecutionRow.Write(box.Executions[Index(row.Listing)].Row(), row, stream: true);
        if (row.Kind == ExecutionKind.Trade) ExecutionRow.WriteFast(box.FastExecutions[Index(row.Listing)].Row(), row);
    }

    public void OnPosition(PositionState position)
    {
        if (Listening(position.Holding.Account) is { } box && !box.Positions.Contains(position)) box.Positions.Add(position);
    }

    public void OnWallet(Account account)
    {
        if (Listening(account) is { } box) box.Wallet = true;
    }

    /// <summary>Sends what the last command caused.</summary>
    public void Flush()
    {
        foreach (var box in _queued)
        {
            box.Queued = false;
            for (var i = 0; i < 2; i++) SendRows(box, box.Executions[i], "execution", Categories[i], withId: true);
            for (var i = 0; i < 2; i++) SendRows(box, box.FastExecutions[i], "execution.fast", Categories[i], withId: false);
            for (var i = 0; i < 2; i++) SendRows(box, box.Orders[i], "order", Categories[i], withId: true);
            SendPositions(box);
            SendWallet(box);
        }

        _queued.Clear();
    }

    private static int Index(Listing listing) => listing.IsLinear ? 0 : 1;

    private AccountOutbox Outbox(Account account)
    {
        if (!_outboxes.TryGetValue(account, out var box)) _outboxes[account] = box = new AccountOutbox(account);
        return box;
    }

    private AccountOutbox? Listening(Account account)
    {
        if (!_outboxes.TryGetValue(account, out var box) || box.Sessions.Count == 0) return null;
        if (box.Queued) return box;
        box.Queued = true;
        _queued.Add(box);
        return box;
    }

    private void SendRows(AccountOutbox box, RowBuffer rows, string family, string category, bool withId)
    {
        if (!rows.IsEmpty) Send(box, rows.Take(), family, category, withId);
    }

    private void SendPositions(AccountOutbox box)
    {
        if (box.Positions.Count == 0) return;
        var margin = Margin.Of(box.Account, core);
        var rows = new RowBuffer();
        foreach (var position in box.Positions) PositionRow.Write(rows.Row(), position, margin, stream: true);
        box.Positions.Clear();
        Send(box, rows.Take(), "position", "linear", withId: true);
    }

    private void SendWallet(AccountOutbox box)
    {
        if (!box.Wallet) return;
        box.Wallet = false;
        if (!box.Sessions.Any(s => s.Topics.Contains("wallet"))) return;
        var json = _rows.Begin();
        json.WriteStartArray("rows"u8);
        WalletRow.Write(json, box.Account, core, null);
        json.WriteEndArray();
        var whole = _rows.End();
        Send(box, whole["{\"rows\":".Length..^1], "wallet", "", withId: true);
    }

    private void Send(AccountOutbox box, ReadOnlySpan<byte> rows, string family, string category, bool withId)
    {
        foreach (var session in box.Sessions)
        {
            var topic = session.Topics.Contains(family) ? family : category.Length > 0 ? Categorised(family, category) : null;
            if (topic is null || !session.Topics.Contains(topic)) continue;
            var json = _frame.Begin();
            if (withId) json.WriteString("id"u8, box.Account.Uid.ToString(CultureInfo.InvariantCulture) + "_" + (++_frameNumber).ToString(CultureInfo.InvariantCulture));
            json.WriteString("topic"u8, topic);
            json.WriteNumber("creationTime"u8, core.NowMs);
            json.WritePropertyName("data"u8);
            json.WriteRawValue(rows, skipInputValidation: true);
            faults.SendPrivate(session, _frame.End());
            touched(session);
        }
    }

    private static string Categorised(string family, string category) => (family, category) switch
    {
        ("order", "linear") => "order.linear",
        ("order", _) => "order.spot",
        ("execution", "linear") => "execution.linear",
        ("execution", _) => "execution.spot",
        ("execution.fast", "linear") => "execution.fast.linear",
        ("execution.fast", _) => "execution.fast.spot",
        _ => "position.linear",
    };
}
