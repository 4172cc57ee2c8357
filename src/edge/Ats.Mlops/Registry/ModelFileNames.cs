namespace Ats.Mlops.Registry;

/// <summary>Files of a version.</summary>
public static class ModelFileNames
{
    public const string Manifest = "manifest.json";
    public const string Weights = "model.safetensors";
    public const string Scaler = "scaler.json";
    public const string Calibration = "calibration.json";
    public const string Golden = "golden.bin";
    public const string Card = "card.md";
    public const string Folds = "folds.json";
    public const string Onnx = "model.onnx";
}
