using System.Runtime.InteropServices;
using Ats.Domain;
using Ats.Engine;
using CsCheck;

namespace Ats.Edge.Tests.Storage;

/// <summary>Facts for the journal's contract: a plain one of each kind, and generators of every value a fact can hold.</summary>
internal static class Facts
{
    public static readonly Gen<double> AnyDouble = Gen.OneOf(
        Gen.Double,
        Gen.Long.Select(BitConverter.Int64BitsToDouble),
        Gen.OneOfConst(0d, -0d, 1d, double.NaN, -double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, double.MinValue));

    public static readonly Gen<decimal> AnyDecimal = Gen.OneOf(
        Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Byte[0, 28]).Select((a, b, c, negative, scale) => new decimal(a, b, c, negative, scale)),
        Gen.OneOfConst(0m, -0.00m, 1.0m, 1.00m, 0.000m, decimal.MaxValue, decimal.MinValue, 7.9228162514264337593543950335m, -0.0000000000000000000000000001m));

    public static readonly Gen<long> AnyLong = Gen.OneOf(Gen.Long, Gen.Long[-5, 5], Gen.OneOfConst(long.MinValue, long.MaxValue));

    public static readonly Gen<int> AnyInt = Gen.OneOf(Gen.Int, Gen.OneOfConst(int.MinValue, int.MaxValue, 0));

    public static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 40],
        Gen.OneOfConst("", "fast {0} above slow {1}", "Überkauft – 过热 \U0001F680", "it's \"quoted\"; DROP TABLE runs", "line\nbreak\ttab"));

    /// <summary>What a nullable-oblivious default struct may hold.</summary>
    public static readonly Gen<string?> AnyTextOrNull = Gen.OneOf(AnyText.Select(t => (string?)t), Gen.Const((string?)null));

    private static readonly Gen<Timestamp> AnyTime = AnyLong.Select(n => new Timestamp(n));
    private static readonly Gen<Price> AnyPrice = AnyLong.Select(n => new Price(n));
    private static readonly Gen<Quantity> AnyQuantity = AnyLong.Select(n => new Quantity(n));
    private static readonly Gen<ClientOrderId> AnyOrderId = Gen.Select(AnyInt, AnyLong).Select((arm, intent) => new ClientOrderId(arm, intent));

    public static readonly Gen<MarketEvent> AnyMarketEvent = Gen.Select(Gen.Byte, Gen.Byte, Gen.Short, AnyInt, AnyLong.Array[8]).Select((kind, flags, instrument, interval, words) => new MarketEvent
    {
        Kind = (MarketEventKind)kind,
        Flags = (MarketEventFlags)flags,
        Instrument = instrument,
        IntervalMilliseconds = interval,
        ExchangeTime = new Timestamp(words[0]),
        ReceiveTime = new Timestamp(words[1]),
        A = words[2],
        B = words[3],
        C = words[4],
        D = words[5],
        E = words[6],
        F = words[7],
    });

    private static readonly Gen<object> AnyOrderEvent = Gen.Select(Gen.Enum<OrderEventKind>(), AnyOrderId, Gen.Short, Gen.Select(AnyTime, AnyTime), Gen.Select(AnyPrice, AnyQuantity, AnyDecimal), Gen.Select(Gen.Enum<Liquidity>(), Gen.Enum<OrderRejectReason>()))
        .Select((kind, id, instrument, times, amounts, ends) => (object)new OrderEvent(kind, id, instrument, times.Item1, times.Item2)
        {
            Price = amounts.Item1,
            Quantity = amounts.Item2,
            Fee = amounts.Item3,
            Liquidity = ends.Item1,
            Reason = ends.Item2,
        });

    private static readonly Gen<object> AnyOrder = Gen.Select(AnyOrderId, Gen.Short, Gen.Select(Gen.Enum<Side>(), Gen.Enum<OrderType>(), Gen.Enum<TimeInForce>(), Gen.Enum<TriggerKind>()), Gen.Select(AnyQuantity, AnyPrice, AnyPrice, AnyPrice), AnyTime, Gen.Select(Gen.Bool, AnyDouble))
        .Select((id, instrument, words, amounts, time, ends) => (object)new OrderIntent(id, instrument, words.Item1, words.Item2, words.Item3, amounts.Item1, amounts.Item2, amounts.Item3, time)
        {
            ReduceOnly = ends.Item1,
            Trigger = words.Item4,
            TriggerPrice = amounts.Item4,
            EdgeBps = ends.Item2,
        });

    private static readonly Gen<object> AnyCommand = Gen.Select(Gen.Enum<OperatorCommandKind>(), AnyInt, AnyTime, Gen.Select(Gen.Short, AnyOrderId, AnyQuantity, AnyPrice), Gen.Select(Gen.Enum<TradingState>(), Gen.Enum<Side>(), Gen.Enum<OrderType>(), Gen.Enum<TimeInForce>(), Gen.Bool), Gen.Select(AnyText, AnyText))
        .Select((kind, arm, time, what, words, texts) => (object)new OperatorCommand(kind, arm, time)
        {
            Instrument = what.Item1,
            Order = what.Item2,
            Quantity = what.Item3,
            Price = what.Item4,
            State = words.Item1,
            Side = words.Item2,
            Type = words.Item3,
            TimeInForce = words.Item4,
            ReduceOnly = words.Item5,
            Actor = texts.Item1,
            Note = texts.Item2,
        });

    private static readonly Gen<object> AnyLimitBreach = Gen.Select(AnyInt, AnyText, AnyTime, AnyDouble.Array[5], AnyTextOrNull, Gen.Enum<TradingState>(), Gen.Bool)
        .Select((arm, limit, time, d, cause, state, isOver) => (object)new LimitBreach(0, arm, limit, d[0], d[1], new Reason(cause!, d[2], d[3], d[4]), state, time, isOver));

    private static readonly Gen<object> AnyDecision = Gen.Select(Gen.Select(AnyInt, Gen.Short, AnyTime), AnyDouble.Array[9], Gen.Select(AnyQuantity, AnyQuantity, AnyPrice), AnyTextOrNull, Gen.Select(Gen.Enum<DecisionOutcome>(), Gen.Enum<DenialCode>(), AnyInt, AnyLong), AnyOrderId)
        .Select((place, d, amounts, reason, ends, id) => (object)new Decision(
            0, place.Item1, place.Item2, place.Item3, d[0], amounts.Item1, amounts.Item2, amounts.Item3, d[1], d[2], new Reason(reason!, d[3], d[4], d[5]), ends.Item1, new Verdict(ends.Item2, d[6], d[7]), id) { ModelVersion = ends.Item3, HorizonNanoseconds = ends.Item4, ForecastBps = d[8] });

    private static readonly Gen<object> AnyFill = Gen.Select(Gen.Select(AnyInt, Gen.Short), AnyOrderId, Gen.Select(AnyTime, AnyTime), Gen.Select(Gen.Enum<Side>(), Gen.Enum<Liquidity>()), Gen.Select(AnyPrice, AnyQuantity, AnyPrice), Gen.Select(AnyDecimal, AnyDecimal))
        .Select((place, id, times, words, amounts, money) => (object)new Fill(
            0, place.Item1, place.Item2, id, times.Item1, times.Item2, words.Item1, amounts.Item1, amounts.Item2, money.Item1, words.Item2, amounts.Item3, money.Item2));

    private static readonly Gen<object> AnyLedgerEntry = Gen.Select(AnyInt, AnyTime, Gen.Select(Gen.Enum<LedgerAccount>(), Gen.Enum<LedgerAccount>()), AnyTextOrNull, AnyDecimal, AnyOrderId)
        .Select((arm, time, accounts, asset, amount, id) => (object)new LedgerEntry(0, arm, time, accounts.Item1, accounts.Item2, new Asset(asset!), amount, id));

    private static readonly Gen<object> AnyRoundTrip = Gen.Select(Gen.Select(AnyInt, Gen.Short, Gen.Enum<Side>()), Gen.Select(AnyTime, AnyTime), AnyQuantity, AnyDouble.Array[4], Gen.Select(AnyDecimal, AnyDecimal, AnyDecimal))
        .Select((place, times, quantity, d, money) => (object)new RoundTrip(
            0, place.Item1, place.Item2, place.Item3, times.Item1, times.Item2, quantity, d[0], d[1], money.Item1, money.Item2, money.Item3, d[2], d[3]));

    private static readonly Gen<object> AnyEquityPoint = Gen.Select(AnyInt, AnyTime, AnyDouble, AnyDouble)
        .Select((arm, time, equity, exposure) => (object)new EquityPoint(arm, time, equity, exposure));

    public static readonly Gen<object> Any = Gen.OneOf(AnyMarketEvent.Select(m => (object)m), AnyOrderEvent, AnyCommand, AnyLimitBreach, AnyOrder, AnyDecision, AnyFill, AnyLedgerEntry, AnyRoundTrip, AnyEquityPoint);

    /// <summary>Up to that many facts, each with a sequence that is mostly rising, sometimes equal, and may go back.</summary>
    public static Gen<JournalEntry[]> AnyEntries(int most) => Gen.Select(Any, Gen.Frequency((20, Gen.Long[0, 2]), (1, AnyLong))).Array[0, most].Select(steps =>
    {
        var sequence = 1L;
        return steps.Select(step =>
        {
            sequence = step.Item2 is >= 0 and <= 2 ? unchecked(sequence + step.Item2) : step.Item2;
            return At(sequence, step.Item1);
        }).ToArray();
    });

    public static MarketEvent Bar(int minute, double close = 100) => MarketEvent.FromBar(
        0, BarInterval.OneMinute, Minute(minute), Minute(minute) + 5, Price.FromDouble(close - 1), Price.FromDouble(close + 1), Price.FromDouble(close - 2), Price.FromDouble(close), Quantity.FromDouble(3.5), 17);

    public static Decision Decision(long sequence) => new(
        sequence, 1, 0, Minute(1), 1, new Quantity(2), Quantity.Zero, Price.FromDecimal(65_000.5m), double.NaN, double.NaN, new Reason("fast {0} above slow {1}", 101.5, 100.25), DecisionOutcome.Ordered, Verdict.Approved, new ClientOrderId(1, sequence));

    public static Fill Fill(long sequence) => new(
        sequence, 1, 0, new ClientOrderId(1, sequence), Minute(1), Minute(1) + 7, Side.Sell, Price.FromDecimal(65_000.5m), Quantity.FromDecimal(0.001m), 0.0357500m, Liquidity.Maker, Price.FromDecimal(65_001m), -1.50m);

    /// <summary>One of each kind, all of one sequence, in an order no table order gives.</summary>
    public static JournalEntry[] OneOfEach(long sequence) =>
    [
        At(sequence, new EquityPoint(1, Minute(1), 10_000.25, 65)),
        At(sequence, Bar(1)),
        At(sequence, Decision(sequence)),
        At(sequence, new OrderEvent(OrderEventKind.Filled, new ClientOrderId(1, 2), 0, Minute(1), Minute(2)) { Fee = 0.10m, Liquidity = Liquidity.Maker }),
        At(sequence, Fill(sequence)),
        At(sequence, new LedgerEntry(sequence, 1, Minute(1), LedgerAccount.Cash, LedgerAccount.Fees, new Asset("USDT"), 0.0357500m, new ClientOrderId(1, 2))),
        At(sequence, new OperatorCommand(OperatorCommandKind.SetState, OperatorCommand.AllArms, Minute(1)) { State = TradingState.Halted, Actor = "operator", Note = "too fast" }),
        At(sequence, new LimitBreach(sequence, 1, "drawdown", 0.31, 0.3, new Reason("fell by {0}, more than {1}", 0.31, 0.3), TradingState.Halted, Minute(1), false)),
        At(sequence, new OrderIntent(new ClientOrderId(1, 2), 0, Side.Buy, OrderType.Limit, TimeInForce.PostOnly, new Quantity(5), new Price(6), new Price(7), Minute(1))),
        At(sequence, new RoundTrip(sequence, 1, 0, Side.Buy, Minute(1), Minute(2), new Quantity(5), 100.5, 101.5, 1.0m, 0.2m, 0m, -0.5, 1.5)),
        At(sequence, new EquityPoint(2, Minute(1), 9_999, 0)),
    ];

    public static bool Same(in MarketEvent a, in MarketEvent b) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<MarketEvent>(in a)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<MarketEvent>(in b)));

    public static Timestamp Minute(int minute) => Timestamp.FromMilliseconds(1_700_000_000_000 + (minute * 60_000L));

    public static JournalEntry At(long sequence, object fact) => fact switch
    {
        MarketEvent => new(JournalKind.Market, sequence, fact),
        OrderEvent => new(JournalKind.OrderEvent, sequence, fact),
        OperatorCommand => new(JournalKind.Command, sequence, fact),
        LimitBreach f => new(JournalKind.LimitBreach, sequence, f with { Sequence = sequence }),
        OrderIntent => new(JournalKind.Order, sequence, fact),
        Decision f => new(JournalKind.Decision, sequence, f with { Sequence = sequence }),
        Fill f => new(JournalKind.Fill, sequence, f with { Sequence = sequence }),
        LedgerEntry f => new(JournalKind.Ledger, sequence, f with { Sequence = sequence }),
        RoundTrip f => new(JournalKind.RoundTrip, sequence, f with { Sequence = sequence }),
        EquityPoint => new(JournalKind.Equity, sequence, fact),
        _ => throw new ArgumentException($"{fact.GetType().Name} is no fact.", nameof(fact)),
    };

    public static void Append(this IJournal journal, IEnumerable<JournalEntry> entries)
    {
        foreach (var entry in entries) journal.Append(entry);
    }

    public static void Append(this IJournal journal, JournalEntry entry)
    {
        switch (entry.Fact)
        {
            case MarketEvent f: journal.Market(entry.Sequence, f); break;
            case OrderEvent f: journal.OrderEvent(entry.Sequence, f); break;
            case OperatorCommand f: journal.Command(entry.Sequence, f); break;
            case LimitBreach f: journal.LimitBreach(f); break;
            case OrderIntent f: journal.Order(entry.Sequence, f); break;
            case Decision f: journal.Decision(f); break;
            case Fill f: journal.Fill(f); break;
            case LedgerEntry f: journal.Ledger(f); break;
            case RoundTrip f: journal.RoundTrip(f); break;
            case EquityPoint f: journal.Equity(entry.Sequence, f); break;
            default: throw new ArgumentException("No fact.", nameof(entry));
        }
    }
}
