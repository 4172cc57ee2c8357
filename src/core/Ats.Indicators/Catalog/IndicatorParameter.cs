namespace Ats.Indicators;

/// <summary>A parameter of an indicator as the catalog shows it and checks it: a number in [Minimum, Maximum].</summary>
/// <param name="Name">Kebab-case, unique within the indicator.</param>
/// <param name="Default">What is taken when nothing is given.</param>
/// <param name="Minimum">Smallest value accepted.</param>
/// <param name="Maximum">Largest value accepted.</param>
/// <param name="Meaning">One line in plain words, with the unit.</param>
/// <param name="IsWhole">Whether only whole numbers are accepted.</param>
public sealed record IndicatorParameter(string Name, double Default, double Minimum, double Maximum, string Meaning, bool IsWhole)
{
    /// <summary>A whole number of updates.</summary>
    public static IndicatorParameter Whole(string name, int value, int minimum, int maximum, string meaning) =>
        new(name, value, minimum, maximum, meaning, IsWhole: true);

    /// <summary>Any number of the range.</summary>
    public static IndicatorParameter Real(string name, double value, double minimum, double maximum, string meaning) =>
        new(name, value, minimum, maximum, meaning, IsWhole: false);

    /// <exception cref="ArgumentException">The value is not finite, out of range, or a fraction where a whole number is asked.</exception>
    public double Check(double value)
    {
        if (!(value >= Minimum && value <= Maximum) || (IsWhole && value != Math.Floor(value)))
            throw new ArgumentException($"{Name}={value} must be a {(IsWhole ? "whole " : "")}number from {Minimum} to {Maximum}.");
        return value;
    }
}
