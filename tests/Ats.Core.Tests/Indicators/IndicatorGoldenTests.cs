using Ats.Indicators;
using Xunit;

namespace Ats.Core.Tests.Indicators;

/// <summary>Every indicator against the numbers a named implementation computed over the same input.</summary>
public sealed class IndicatorGoldenTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string> Files => [.. GoldenFile.Names().OrderBy(name => name, StringComparer.Ordinal)];

    public static TheoryData<string> Indicators => [.. IndicatorCatalog.All.Select(definition => definition.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Outputs_equal_those_of_the_named_implementation(string file)
    {
        var golden = GoldenFile.Read(file);
        var definition = IndicatorCatalog.Find(file.Split('.')[0]);
        Assert.NotNull(definition);
        var indicator = definition.Create(golden.Parameters);

        Assert.Equal(golden.Columns, definition.Outputs.Select(output => output.Name));
        Assert.Equal(InputRow.Golden.Length, golden.Rows.Length);
        for (var i = 0; i < golden.Rows.Length; i++)
        {
            InputRow.Golden[i].Feed(indicator, golden.Input);
            for (var column = 0; column < golden.Columns.Length; column++)
            {
                var expected = golden.Rows[i][column];
                var actual = definition.Outputs[column].Read(indicator);
                if (double.IsNaN(expected)) Assert.True(double.IsNaN(actual), $"{file} row {i}: {actual} during warm-up");
                else
                    Assert.True(
                        Math.Abs(actual - expected) <= Tolerance * Math.Max(1, Math.Abs(expected)),
                        $"{file} row {i} {golden.Columns[column]}: {actual:R}, expected {expected:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Indicators))]
    public void An_indicator_has_a_golden_file_at_its_default_parameters(string name)
    {
        var definition = IndicatorCatalog.Find(name)!;
        var golden = GoldenFile.Read(name);

        Assert.NotEmpty(golden.Implementation);
        Assert.Equal(
            definition.Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Default),
            golden.Parameters);
    }
}
