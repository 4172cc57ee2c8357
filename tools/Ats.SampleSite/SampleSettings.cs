namespace Ats.SampleSite;

/// <summary>
/// A sample contest: HistoryHours of the invented market are traded before the start, at once; then it goes on at the clock's pace. IsWarming:
/// strategies see the history but trading has not begun. Live: false for tests that want the history alone, standing still.
/// </summary>
public sealed record SampleSettings(long Seed = 7, double HistoryHours = 1, int Port = 0, bool IsWarming = false, bool Live = true, SampleForecasterState Forecaster = SampleForecasterState.Ok);
