namespace Ats.Mlops.Service;

/// <summary>Keeps every prediction and what came of it (the journal). Called on the thread of the rows: must not wait.</summary>
public interface IPredictionLog
{
    void Predicted(Prediction prediction);

    void Matured(in ScoredPrediction outcome);
}
