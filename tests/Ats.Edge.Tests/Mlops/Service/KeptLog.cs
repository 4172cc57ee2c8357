using Ats.Domain;
using Ats.Mlops.Service;

namespace Ats.Edge.Tests.Mlops.Service;

internal sealed class KeptLog : IPredictionLog
{
    public List<Prediction> Predictions { get; } = [];

    public List<ScoredPrediction> Outcomes { get; } = [];

    public Dictionary<Timestamp, double> MidAt { get; } = [];

    public bool IsFull { get; set; }

    public void Predicted(Prediction prediction)
    {
        if (IsFull) throw new IOException("No space left on device");
        Predictions.Add(prediction);
    }

    public void Matured(in ScoredPrediction outcome)
    {
        if (IsFull) throw new IOException("No space left on device");
        Outcomes.Add(outcome);
    }
}
