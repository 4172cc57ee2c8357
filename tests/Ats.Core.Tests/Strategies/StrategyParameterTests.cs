using Ats.Strategies;

namespace Ats.Core.Tests.Strategies;

public sealed class StrategyParameterTests
{
    public static TheoryData<string, string> Parameters
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var entry in StrategyCatalog.All)
            {
                foreach (var p in entry.Parameters) data.Add(entry.Name, p.Name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Both_ends_of_a_range_and_the_default_are_accepted(string strategy, string name)
    {
        var (entry, p) = Find(strategy, name);
        foreach (var value in new[] { p.Minimum, p.Maximum, p.Default }) Assert.Equal(value, ParameterEnds.Companions(entry, p, value)[name]);
        Assert.InRange(p.Default, p.Minimum, p.Maximum);
        Assert.True(p.Minimum < p.Maximum);
        Assert.NotEmpty(p.Meaning);
        Assert.True(!p.IsWhole || (double.IsInteger(p.Default) && double.IsInteger(p.Minimum) && double.IsInteger(p.Maximum)));
    }

    [Theory]
    [MemberData(nameof(Parameters))]
    public void Anything_else_is_refused_naming_parameter_value_and_range(string strategy, string name)
    {
        var (_, p) = Find(strategy, name);
        var step = p.IsWhole ? 1 : Math.Max(1e-9, Math.Abs(p.Minimum) / 1000);
        var bad = new List<string> { ParameterEnds.Text(p.Minimum - step), ParameterEnds.Text(p.Maximum + Math.Max(step, p.Maximum / 1000)), "NaN", "Infinity", "-Infinity", "1e999", "abc", "", "1_0", "0x10" };
        if (p.IsWhole) bad.Add(ParameterEnds.Text(p.Minimum + 0.5));
        foreach (var text in bad)
        {
            var refusal = Assert.Throws<ParameterException>(() => StrategySpec.Parse($"{strategy}:{name}={text}"));
            Assert.Contains($"{name}={text}", refusal.Message, StringComparison.Ordinal);
            Assert.Contains($"{p.Minimum} to {p.Maximum}", refusal.Message, StringComparison.Ordinal);
            Assert.StartsWith(strategy, refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(StrategyContractTests.Names), MemberType = typeof(StrategyContractTests))]
    public void A_spec_of_the_defaults_reads_back_as_it_is_written(string strategy)
    {
        var spec = StrategySpec.Parse(strategy);
        Assert.Equal(spec.ToString(), StrategySpec.Parse(spec.ToString()).ToString());
        Assert.Equal(spec.Entry.Parameters.ToDictionary(p => p.Name, p => p.Default), spec.Parameters.Values);
    }

    [Theory]
    [InlineData("sma-cross:fast=30,slow=30", "fast=30 must be smaller than slow=30")]
    [InlineData("ema-cross:fast=27", "fast=27 must be smaller than slow=26")]
    [InlineData("macd:slow=12", "fast=12 must be smaller than slow=12")]
    [InlineData("donchian-breakout:exit=21", "exit=21 must not be longer than entry=20")]
    [InlineData("book-imbalance:exit=0.4", "exit=0.4 must be smaller than enter=0.4")]
    [InlineData("pairs:enter=1,exit=1.5", "exit=1.5 must be smaller than enter=1")]
    [InlineData("random:hold=0.5", "hold=0.5 must be 0 (matched) or at least 1")]
    public void Values_that_do_not_fit_together_are_refused_naming_both(string text, string says) =>
        Assert.Contains(says, Assert.Throws<ParameterException>(() => StrategySpec.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("sma-crss", "Did you mean 'sma-cross'?")]
    [InlineData("bollinger", "Did you mean 'bollinger-reversion'?")]
    [InlineData("MACD", "Did you mean 'macd'?")]
    [InlineData("qqqqqqqq", "Known: sma-cross, ")]
    [InlineData("sma-cross:fats=3", "It has: fast, slow, short. Did you mean 'fast'?")]
    [InlineData("sma-cross:fast", "is not key=value")]
    [InlineData("sma-cross:fast=3,fast=4", "given twice")]
    [InlineData("", "Unknown strategy ''")]
    public void What_is_not_understood_is_answered_with_what_to_write(string text, string says) =>
        Assert.Contains(says, Assert.Throws<ParameterException>(() => StrategySpec.Parse(text)).Message, StringComparison.Ordinal);

    private static (StrategyEntry Entry, StrategyParameter Parameter) Find(string strategy, string name)
    {
        var entry = StrategyCatalog.Find(strategy)!;
        return (entry, entry.Parameters.Single(p => p.Name == name));
    }
}
