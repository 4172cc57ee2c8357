using System.Globalization;
using System.Text.Json;
using Ats.Forecasting;
using Ats.Forecasting.Scoring;
using Ats.Mlops.Models;
using Ats.Mlops.Registry;

namespace Ats.Cli.Forecasts;

/// <summary>Progress of a training: lines for people, or JSON lines for the loop that started it.</summary>
internal sealed class TrainingScreen(bool asJson)
{
    public void Say(string line)
    {
        if (asJson) Write(new { @event = "progress", message = line });
        else Console.WriteLine("ats: " + line);
    }

    public void Show(TrainingStep step)
    {
        var words = step.Epoch == 0
            ? step.Stage
            : string.Create(CultureInfo.InvariantCulture, $"{step.Stage}, epoch {step.Epoch}: loss {step.TrainingLoss:0.0000}, validation {step.ValidationLoss:0.0000}, {step.TargetsPerSecond:N0} targets/s");
        if (asJson) Write(new { @event = "progress", fraction = Math.Round(step.Done, 4), message = words });
        else Console.WriteLine($"ats: {step.Done,4:0 %}  {words}");
    }

    public void Finish(string version, TrainedModel model, ModelRegistry registry, string shownRoot, bool wasToPromote)
    {
        var main = model.Scores[0].Horizon(ForecastHorizons.MainSeconds);
        if (asJson)
        {
            Write(new { @event = "done", version, message = Verdict(model), metrics = new { gate = model.Gate.Passed, main.R2, main.R2Low, main.R2High, main.CrpsSkill, main.CrpsDmT, main.DirectionalAccuracy, main.Coverage90, main.N } });
            return;
        }

        Console.WriteLine();
        ScoreTable.Write(model.Scores);
        Console.WriteLine();
        foreach (var check in model.Gate.Checks) Console.WriteLine($"  {(check.Passed ? "passed" : "FAILED")}  {check.Words}");
        Console.WriteLine();
        Console.WriteLine($"ats: {Verdict(model)}");
        var champion = registry.Aliases().Champion == version;
        Console.WriteLine($"ats: registered as {registry.Symbol} {version}{(champion ? ", the champion" : wasToPromote ? ", not promoted: the gate said no" : "")}; look at it with: ats forecast card {version} --registry {shownRoot}");
    }

    private static string Verdict(TrainedModel model)
    {
        var main = model.Scores[0].Horizon(ForecastHorizons.MainSeconds);
        return $"{ScoreTable.InWords(main)} {(model.Gate.Passed ? "The offline gate lets it pass." : "The offline gate holds it back.")}";
    }

    private static void Write<T>(T value) => Console.WriteLine(JsonSerializer.Serialize(value, MlopsJson.Line));
}
