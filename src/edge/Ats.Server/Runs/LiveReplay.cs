using Ats.Domain;
using Ats.Engine;

namespace Ats.Server.Runs;

/// <summary>Runs a recorded live run again from its log alone.</summary>
public static class LiveReplay
{
    /// <summary>Feeds a fresh engine, made from the run's record, every logged input in its order.</summary>
    /// <exception cref="InvalidDataException">An input is missing from the log.</exception>
    public static TradingEngine Run(LiveRecord record, IEnumerable<JournalEntry> inputs, IJournal? journal = null)
    {
        IReadOnlyList<Instrument> instruments = [.. record.Instruments.Select(i => i.ToInstrument())];
        var engine = new TradingEngine(LiveArms.Engine(record.Settings), instruments, LiveArms.Plan(record.Settings, instruments), new ReplayGateway(), journal ?? new MemoryJournal(JournalKind.None));
        engine.Restore(record.Carry, record.TotalCarry);
        foreach (var input in inputs)
        {
            switch (input.Fact)
            {
                case MarketEvent market:
                    engine.Handle(in market);
                    break;
                case OrderEvent word:
                    engine.Handle(in word);
                    break;
                case OperatorCommand command:
                    engine.Handle(in command);
                    break;
                default:
                    continue;
            }

            if (engine.Sequence != input.Sequence) throw new InvalidDataException($"input {engine.Sequence} is missing from the log (the next one there is {input.Sequence})");
        }

        return engine;
    }
}
