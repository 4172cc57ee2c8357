using System.Globalization;
using System.Text;

namespace Ats.Mlops.Registry;

/// <summary>A model in words (card.md): what it is good for and what not, its numbers with their intervals, its data, how to make it again.</summary>
public static class ModelCard
{
    public static string Write(ModelManifest model)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {model.Symbol} {model.Version}: {model.Predictor}\n\n");
        if (model.IsSynthetic) text.Append("> **An invented market: no evidence about Bybit.** Trained and measured on simulated prices.\n\n");
        Purpose(text, model);
        Numbers(text, model);
        Gates(text, model);
        Data(text, model);
        Making(text, model);
        return text.ToString();
    }

    private static void Purpose(StringBuilder text, ModelManifest model)
    {
        var seconds = string.Join(", ", model.HorizonSeconds);
        text.Append("## What it is good for\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Every second it gives the distribution of the log return of the {model.Symbol} mid over the next {seconds} seconds: a mean and nine quantiles. ");
        text.Append("It is judged at 15 seconds, against a random walk of the same volatility.\n\n");
        text.Append("## What it is not good for\n\n");
        text.Append(CultureInfo.InvariantCulture, $"- Other instruments than {model.Symbol}, and times far from its training span: it is replaced, not trusted for long.\n");
        text.Append("- Streams without the features it was trained on");
        text.Append(model.Schema.HasBook ? " (it needs the order book): without a fresh book the random walk answers instead.\n" : ": it has seen no order book, where most of what can be known about the next seconds is.\n");
        text.Append("- Deciding a trade alone: a skill of a few percent is less than a round trip's costs on most seconds.\n\n");
    }

    private static void Numbers(StringBuilder text, ModelManifest model)
    {
        text.Append("## Numbers, out of sample\n\n");
        if (model.Metrics.Count == 0)
        {
            text.Append("None were measured: nothing is known about its skill.\n\n");
            return;
        }

        text.Append("At 15 seconds, on rows that neither it nor the baselines have seen:\n\n");
        Table(text, "predictor", model.Metrics.Where(m => m.HorizonSeconds == Forecasting.ForecastHorizons.MainSeconds).GroupBy(m => m.Of));
        if (model.HorizonSeconds.Count > 1)
        {
            text.Append("\nAt all horizons, the model alone:\n\n");
            Table(text, "seconds", model.Metrics.Where(m => m.Of == "model").GroupBy(m => m.HorizonSeconds?.ToString(CultureInfo.InvariantCulture) ?? ""));
        }

        text.Append('\n').Append(Verdict(model)).Append("\n\n");
    }

    /// <summary>One row a group, one column a number; what was not measured stays empty.</summary>
    private static void Table(StringBuilder text, string of, IEnumerable<IGrouping<string, ModelMetric>> groups)
    {
        text.Append(CultureInfo.InvariantCulture, $"| {of} | R2 % | 95 % interval | direction % | CRPS skill % | 95 % interval | CRPS t | in 90 % band, % | outcomes |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var group in groups)
        {
            var r2 = group.FirstOrDefault(m => m.Name == "r2");
            var skill = group.FirstOrDefault(m => m.Name == "crpsSkill");
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key} | {Percent(r2?.Value)} | {Interval(r2)} | {Percent(Of("directionalAccuracy"))} | {Percent(skill?.Value)} | {Interval(skill)} | {(Of("crpsDmT") is { } t ? t.ToString("0.0", CultureInfo.InvariantCulture) : "")} | {Percent(Of("coverage90"))} | {(Of("n") is { } n ? Show(n) : "")} |\n");

            double? Of(string name) => group.FirstOrDefault(m => m.Name == name)?.Value;
        }
    }

    private static string Interval(ModelMetric? metric) => metric is { Low: { } low, High: { } high } ? $"{Percent(low)} to {Percent(high)}" : "";

    private static string Percent(double? share) => share is { } value ? (100 * value).ToString("0.00", CultureInfo.InvariantCulture) : "";

    private static string Verdict(ModelManifest model)
    {
        var skill = model.Metrics.Where(m => m is { Of: "model", Name: "crpsSkill" or "r2", HorizonSeconds: Forecasting.ForecastHorizons.MainSeconds })
            .OrderBy(m => m.Low is null).FirstOrDefault();
        return skill switch
        {
            null => "Its skill at 15 seconds was not measured.",
            { Low: null } => $"{skill.Name} at 15 seconds is {Show(skill.Value)}; without an interval this is not evidence of skill.",
            { Low: > 0 } => $"It has skill at 15 seconds: the interval of {skill.Name} lies above zero.",
            { High: < 0 } => "It is worse than the random walk at 15 seconds.",
            _ => "At 15 seconds it is not distinguishable from the random walk.",
        };
    }

    private static void Gates(StringBuilder text, ModelManifest model)
    {
        if (model.Gates.Count == 0) return;
        text.Append("## Gates when it was made\n\n");
        foreach (var gate in model.Gates)
        {
            text.Append(CultureInfo.InvariantCulture, $"{gate.Gate}: {gate.Outcome.ToString().ToLowerInvariant()}\n\n");
            foreach (var check in gate.Checks) text.Append(CultureInfo.InvariantCulture, $"- {(check.Passed ? "passed" : "FAILED")} {check.Name}: {check.Detail}\n");
            text.Append('\n');
        }
    }

    private static void Data(StringBuilder text, ModelManifest model)
    {
        text.Append("## Data\n\n");
        text.Append(CultureInfo.InvariantCulture, $"- snapshot {model.Snapshot}{(model.IsSynthetic ? " (invented market)" : "")}\n- trained on {model.Training}\n- validated on {model.Validation}\n");
        text.Append(CultureInfo.InvariantCulture, $"- {model.Schema.Names.Count} features, schema {model.Schema.Hash}{(model.Schema.HasBook ? ", with the order book" : ", without an order book")}\n\n");
    }

    private static void Making(StringBuilder text, ModelManifest model)
    {
        text.Append("## How to make it again\n\n");
        text.Append(CultureInfo.InvariantCulture, $"At commit {model.Commit}, seeds {string.Join(", ", model.Seeds)}");
        text.Append(model.Parent is null ? ", from scratch" : $", trained on from {model.Parent}");
        if (model.Command.Length > 0) text.Append(":\n\n    ").Append(model.Command);
        text.Append("\n\n");
        foreach (var (name, value) in model.Hyperparameters.OrderBy(p => p.Key, StringComparer.Ordinal)) text.Append(CultureInfo.InvariantCulture, $"- {name}: {value}\n");
    }

    private static string Show(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
