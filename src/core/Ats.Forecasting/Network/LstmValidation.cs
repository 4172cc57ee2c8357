namespace Ats.Forecasting.Network;

/// <summary>The loss a network is kept or dropped by: streamed over rows as it will be served.</summary>
internal static class LstmValidation
{
    public static double Loss(LstmNetwork network, LstmRows rows, LstmTrainingSettings settings, CancellationToken cancel)
    {
        var stream = new LstmStream(network, settings.Width);
        var output = new float[network.Shape.Outputs];
        double loss = 0, weight = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            if (row % 4096 == 0) cancel.ThrowIfCancellationRequested();
            if (rows.Starts[row]) stream.Reset();
            stream.Step(rows.Inputs.AsSpan(row * rows.Features, rows.Features), output);
            if (!rows.Ready[row]) continue;
            for (var h = 0; h < rows.Horizons; h++)
            {
                var z = rows.Targets[(row * rows.Horizons) + h];
                if (float.IsNaN(z)) continue;
                var share = settings.HorizonWeights.Count == 0 ? 1 : settings.HorizonWeights[h];
                loss += share * QuantileHead.Loss(output.AsSpan(h * PredictionLayout.Width, PredictionLayout.Width), z, settings.ClipZ);
                weight += share;
            }
        }

        return weight > 0 ? loss / weight : double.NaN;
    }
}
