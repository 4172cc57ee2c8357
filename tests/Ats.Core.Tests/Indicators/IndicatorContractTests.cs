using Ats.Indicators;
using Xunit;

namespace Ats.Core.Tests.Indicators;

/// <summary>What every member of the catalog promises, at its default parameters and at those of its other golden file.</summary>
public sealed class IndicatorContractTests
{
    public static TheoryData<string> Files => [.. GoldenFile.Names().OrderBy(name => name, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Outputs_are_NaN_before_the_warm_up_and_finite_after(string file)
    {
        var (definition, indicator) = Create(file);
        Assert.True(indicator.WarmUp >= 1);
        for (var i = 0; i < InputRow.Golden.Length; i++)
        {
            AssertReadiness(definition, indicator, i);
            InputRow.Golden[i].Feed(indicator);
        }

        Assert.True(indicator.IsReady);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void After_a_reset_the_same_input_gives_the_same_bits(string file)
    {
        var (definition, indicator) = Create(file);
        var first = Run(definition, indicator, InputRow.Golden);

        // Reset in the middle of things too, not only after a whole run.
        foreach (var row in InputRow.Golden.Reverse().Take(77)) row.Feed(indicator);
        indicator.Reset();

        Assert.False(indicator.IsReady);
        Assert.True(double.IsNaN(indicator.Value));
        Assert.Equal(first, Run(definition, indicator, InputRow.Golden));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_follows_changes_nothing_that_was_already_given(string file)
    {
        const int Cut = 150;
        var (definition, indicator) = Create(file);
        var other = Create(file).Indicator;
        var changed = InputRow.Golden[..Cut].Concat(InputRow.Golden.Reverse()).ToArray();

        Assert.Equal(
            Run(definition, indicator, InputRow.Golden)[..(Cut * definition.Outputs.Count)],
            Run(definition, other, changed)[..(Cut * definition.Outputs.Count)]);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void An_update_allocates_nothing(string file)
    {
        var (_, indicator) = Create(file);
        foreach (var row in InputRow.Golden) row.Feed(indicator);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var row in InputRow.Golden) row.Feed(indicator);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Outputs_are_finite_when_nothing_moves_and_nothing_trades(string file)
    {
        var (definition, indicator) = Create(file);
        var still = new InputRow(100.1, 100.1, 100.1, 100.1, 0, [], []);
        var book = InputRow.Golden[0];
        for (var i = 0; i < 400; i++)
        {
            AssertReadiness(definition, indicator, i);
            (still with { Bids = book.Bids, Asks = book.Asks }).Feed(indicator);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Outputs_are_finite_after_extreme_moves_and_long_silence(string file)
    {
        var (definition, indicator) = Create(file);
        double[] levels = [1e-9, 1e9, 3, 3, 1e12, 1e-6, 250];
        for (var i = 0; i < 20_000; i++)
        {
            AssertReadiness(definition, indicator, i);
            var price = i < 4_000 ? levels[i / 40 % levels.Length] * (1 + (i % 7 * 1e-3)) : 250;
            var golden = InputRow.Golden[i % InputRow.Golden.Length];
            (golden with { Open = price, High = price, Low = price, Close = price, Volume = i % 3 * 1e-8 }).Feed(indicator);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void An_update_that_is_not_finite_is_as_if_it_had_not_come(string file)
    {
        var (definition, indicator) = Create(file);
        var (_, spoiled) = Create(file);
        if (indicator is IBookIndicator) return; // Fixed-point levels are always finite.

        double[] poison = [double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        var i = 0;
        foreach (var row in InputRow.Golden)
        {
            row.Feed(indicator);
            var bad = poison[i++ % 3];
            Spoil(spoiled, row, bad, i % 4);
            row.Feed(spoiled);
            foreach (var output in definition.Outputs) Assert.Equal(output.Read(indicator), output.Read(spoiled));
            Assert.Equal(indicator.IsReady, spoiled.IsReady);
        }
    }

    private static void Spoil(IIndicator indicator, InputRow row, double bad, int which)
    {
        if (indicator is IValueIndicator value) value.Update(bad);
        if (indicator is IBarIndicator)
        {
            // All of them: which of the fields an indicator reads is its own business.
            (row with { Open = bad, High = bad, Low = bad, Close = bad, Volume = bad }).Feed(indicator);
        }

        if (indicator is IQuoteIndicator quote)
            quote.Update(which == 0 ? bad : 1, which == 1 ? bad : 1, which == 2 ? bad : 2, which == 3 ? bad : 1);
    }

    private static void AssertReadiness(IndicatorDefinition definition, IIndicator indicator, int updates)
    {
        var ready = indicator.IsReady;
        if (ready != updates >= indicator.WarmUp) Assert.Fail($"IsReady is {ready} after {updates} updates; WarmUp is {indicator.WarmUp}");
        for (var i = 0; i < definition.Outputs.Count; i++)
        {
            var value = definition.Outputs[i].Read(indicator);
            if (ready ? !double.IsFinite(value) : !double.IsNaN(value)) Assert.Fail($"{definition.Outputs[i].Name} is {value} after {updates} updates");
            if (i == 0 && !value.Equals(indicator.Value)) Assert.Fail("The first output is not the value");
        }
    }

    private static (IndicatorDefinition Definition, IIndicator Indicator) Create(string file)
    {
        var definition = IndicatorCatalog.Find(file.Split('.')[0]);
        Assert.NotNull(definition);
        return (definition, definition.Create(GoldenFile.Read(file).Parameters));
    }

    private static long[] Run(IndicatorDefinition definition, IIndicator indicator, InputRow[] rows) =>
    [
        .. rows.SelectMany(row =>
        {
            row.Feed(indicator);
            return definition.Outputs.Select(output => BitConverter.DoubleToInt64Bits(output.Read(indicator))).ToArray();
        }),
    ];
}
