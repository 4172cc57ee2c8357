using Ats.Indicators;
using Xunit;

namespace Ats.Core.Tests.Indicators;

public sealed class IndicatorCatalogTests
{
    [Fact]
    public void Every_indicator_of_the_assembly_is_registered_once_under_its_own_name()
    {
        var types = typeof(IIndicator).Assembly.GetTypes().Where(type => type.IsClass && typeof(IIndicator).IsAssignableFrom(type));
        var registered = IndicatorCatalog.All.Select(definition => definition.Create().GetType()).ToArray();

        Assert.Equal(types.OrderBy(type => type.Name), registered.OrderBy(type => type.Name));
        Assert.Equal(IndicatorCatalog.All.Count, IndicatorCatalog.All.Select(definition => definition.Name).Distinct().Count());
        Assert.Equal(28, registered.Length);
    }

    [Fact]
    public void Entries_say_what_they_are_in_one_line()
    {
        foreach (var definition in IndicatorCatalog.All)
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", definition.Name);
            Assert.InRange(definition.Description.Length, 10, 100);
            Assert.NotEmpty(definition.Source);
            Assert.NotEqual(IndicatorInputs.None, definition.Inputs);
            foreach (var parameter in definition.Parameters)
            {
                Assert.InRange(parameter.Default, parameter.Minimum, parameter.Maximum);
                Assert.NotEmpty(parameter.Meaning);
            }
        }
    }

    [Fact]
    public void Parameters_at_either_end_of_their_range_are_accepted_and_beyond_it_refused()
    {
        foreach (var definition in IndicatorCatalog.All.Where(definition => definition.Name is not ("macd" or "parabolic-sar")))
        {
            foreach (var parameter in definition.Parameters)
            {
                definition.Create(new Dictionary<string, double> { [parameter.Name] = parameter.Minimum });
                definition.Create(new Dictionary<string, double> { [parameter.Name] = parameter.Maximum });
                AssertRefused(definition, parameter.Name, parameter.Minimum - 1, parameter.Name);
                AssertRefused(definition, parameter.Name, parameter.Maximum + 1, parameter.Name);
                AssertRefused(definition, parameter.Name, double.NaN, parameter.Name);
                if (parameter.IsWhole) AssertRefused(definition, parameter.Name, parameter.Minimum + 0.5, "whole");
            }
        }
    }

    [Fact]
    public void An_unknown_parameter_is_refused_and_the_known_ones_are_named()
    {
        AssertRefused(IndicatorCatalog.Find("macd")!, "speed", 3, "fast, slow, signal");
        AssertRefused(IndicatorCatalog.Find("obv")!, "period", 3, "none");
        Assert.Null(IndicatorCatalog.Find("no-such-thing"));
    }

    [Fact]
    public void Constructors_refuse_what_makes_no_sense()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sma(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Macd(26, 26, 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BollingerBands(1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BollingerBands(20, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParabolicSar(0.3, 0.2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adx(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SessionVwap(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RealizedVolatility(5, -1));
    }

    private static void AssertRefused(IndicatorDefinition definition, string name, double value, string because)
    {
        var exception = Assert.Throws<ArgumentException>(() => definition.Create(new Dictionary<string, double> { [name] = value }));
        Assert.Contains(because, exception.Message);
    }
}
