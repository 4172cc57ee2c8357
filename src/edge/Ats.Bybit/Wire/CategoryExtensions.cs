using Ats.Domain;

namespace Ats.Bybit.Wire;

public static class CategoryExtensions
{
    /// <summary>As the exchange spells it.</summary>
    public static string Text(this Category category) => category switch
    {
        Category.Spot => "spot",
        Category.Linear => "linear",
        Category.Inverse => "inverse",
        _ => "option",
    };

    public static bool TryParse(string? text, out Category category)
    {
        Category? parsed = text switch
        {
            "spot" => Category.Spot,
            "linear" => Category.Linear,
            "inverse" => Category.Inverse,
            "option" => Category.Option,
            _ => null,
        };
        category = parsed ?? default;
        return parsed is not null;
    }

    public static ContractKind Kind(this Category category) => category switch
    {
        Category.Spot => ContractKind.Spot,
        Category.Linear => ContractKind.LinearPerpetual,
        Category.Inverse => ContractKind.InversePerpetual,
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Options have no kind here."),
    };

    public static Category ToCategory(this ContractKind kind) => kind switch
    {
        ContractKind.Spot => Category.Spot,
        ContractKind.LinearPerpetual => Category.Linear,
        _ => Category.Inverse,
    };
}
