namespace Ats.Forecasting.Baselines;

/// <summary>A simple predictor to be measured against, fitted on the same rows as the model.</summary>
public interface IBaseline
{
    /// <summary>As in reports; the predictor's name too.</summary>
    string Name { get; }

    /// <summary>The features it needs are there.</summary>
    bool CanFit(FeatureSchema schema);

    /// <summary>Fits on the ready rows of the range whose labels are known. Deterministic: the same rows give the same predictor.</summary>
    /// <exception cref="ArgumentException">Too few rows, or features it needs are not there.</exception>
    IPredictor Fit(SampleSet samples, SampleRange training);
}
