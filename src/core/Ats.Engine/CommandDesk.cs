using Ats.Domain;

namespace Ats.Engine;

/// <summary>Carries out operators' commands: trading state, flatten, manual orders, cancels.</summary>
internal sealed class CommandDesk(Arm[] arms, InstrumentState[] instruments, ArmDesk desk, OrderDesk orders, RiskDesk risk, DeskState run)
{
    public CommandOutcome Handle(in OperatorCommand command)
    {
        if (command.Arm < OperatorCommand.AllArms || command.Arm >= arms.Length)
            return CommandOutcome.Refused($"There is no arm {command.Arm}; there are 0 to {arms.Length - 1}.");
        return command.Kind switch
        {
            OperatorCommandKind.BeginTrading => Begin(),
            OperatorCommandKind.EndTrading => End(),
            OperatorCommandKind.SetState => SetState(in command),
            OperatorCommandKind.Flatten => ForEach(command.Arm, TradingState.ReduceOnly, Flatten),
            OperatorCommandKind.CancelAll => ForEach(command.Arm, default, (arm, _) => CancelAll(arm)),
            OperatorCommandKind.CancelOrder => Cancel(in command),
            OperatorCommandKind.PlaceOrder => Place(in command),
            OperatorCommandKind.ReportProtection => Protect(in command),
            OperatorCommandKind.ChangeRules => ChangeRules(in command),
            _ => throw new InvalidOperationException($"Unknown command {command.Kind}."),
        };
    }

    private CommandOutcome Begin()
    {
        if (run.IsTrading) return CommandOutcome.Refused("Trading has begun already.");
        run.IsTrading = true;
        foreach (var arm in arms) desk.Reconsider(arm);
        return CommandOutcome.Done;
    }

    private CommandOutcome End()
    {
        run.IsTrading = false;
        foreach (var arm in arms) CancelAll(arm);
        return CommandOutcome.Done;
    }

    private CommandOutcome ForEach(int index, TradingState state, Action<Arm, TradingState> act)
    {
        foreach (var arm in arms)
        {
            if (index == OperatorCommand.AllArms || arm.Index == index) act(arm, state);
        }

        return CommandOutcome.Done;
    }

    private CommandOutcome SetState(in OperatorCommand command)
    {
        if (command.Arm == OperatorCommand.AllArms && command.State == TradingState.Active) risk.ResumeTotal();
        return ForEach(command.Arm, command.State, SetState);
    }

    private void SetState(Arm arm, TradingState state)
    {
        if (state == TradingState.Active) risk.Resume(arm);
        // A liquidated arm is out for good.
        arm.Gate.OperatorState = arm.IsLiquidated ? TradingState.Halted : state;
        arm.Settled = false;
        if (state == TradingState.Active) arm.IsFlattening = false;
        else orders.CancelIncreases(arm);
    }

    private void Flatten(Arm arm, TradingState state)
    {
        SetState(arm, state);
        arm.IsFlattening = true;
        desk.Reconsider(arm);
    }

    private void CancelAll(Arm arm)
    {
        foreach (var leg in arm.Legs) orders.CancelAll(leg);
    }

    private CommandOutcome Protect(in OperatorCommand command)
    {
        if (command.Instrument < 0 || command.Instrument >= instruments.Length) return CommandOutcome.Refused($"There is no instrument {command.Instrument}.");
        risk.Protect(instruments[command.Instrument], new Quantity(command.Side == Side.Sell ? command.Quantity.Raw : -command.Quantity.Raw));
        return CommandOutcome.Done;
    }

    /// <summary>New rules bind from the next order on; what works on an instrument that has closed is called back.</summary>
    private CommandOutcome ChangeRules(in OperatorCommand command)
    {
        if (command.Instrument < 0 || command.Instrument >= instruments.Length) return CommandOutcome.Refused($"There is no instrument {command.Instrument}.");
        if (!TradingRules.TryParse(command.Note, out var rules)) return CommandOutcome.Refused($"'{command.Note}' are no rules.");
        var state = instruments[command.Instrument];
        state.Instrument = rules.On(state.Instrument);
        foreach (var leg in state.Legs)
        {
            if (!rules.IsTrading) orders.CancelAll(leg);
            leg.GivenUp = false;
            leg.Arm.Settled = false;
        }

        return CommandOutcome.Done;
    }

    private CommandOutcome Cancel(in OperatorCommand command)
    {
        foreach (var arm in arms)
        {
            foreach (var leg in arm.Legs)
            {
                if (arm.Index == command.Order.Arm && orders.Cancel(leg, command.Order)) return new CommandOutcome(Verdict.Approved, command.Order, null);
            }
        }

        return CommandOutcome.Refused($"Order {command.Order} is not working.");
    }

    private CommandOutcome Place(in OperatorCommand command)
    {
        if (!run.IsTrading) return CommandOutcome.Refused("Trading has not begun: the run is warming up.");
        if (command.Arm == OperatorCommand.AllArms) return CommandOutcome.Refused("A manual order is for one arm.");
        foreach (var leg in arms[command.Arm].Legs)
        {
            if (leg.InstrumentIndex == command.Instrument) return desk.PlaceManual(leg, in command);
        }

        return CommandOutcome.Refused($"Arm '{arms[command.Arm].Name}' does not trade that instrument.");
    }
}
