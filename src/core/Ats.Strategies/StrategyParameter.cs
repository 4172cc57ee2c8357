namespace Ats.Strategies;

/// <summary>One parameter of a strategy: name, default, inclusive range, and what it means with its unit. Whole when default, minimum and maximum are.</summary>
public sealed record StrategyParameter(string Name, double Default, double Minimum, double Maximum, string Meaning)
{
    /// <summary>Only whole numbers are accepted.</summary>
    public bool IsWhole { get; init; } = double.IsInteger(Default) && double.IsInteger(Minimum) && double.IsInteger(Maximum);

    /// <summary>What is accepted, in words.</summary>
    public string Range => $"a {(IsWhole ? "whole " : "")}number from {Minimum} to {Maximum}";
}
