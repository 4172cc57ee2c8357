namespace Ats.Server.Settings;

/// <summary>The forecaster that AI arms listen to.</summary>
public sealed record ForecasterSettings
{
    /// <summary>False: no forecaster, and arms that need one are not part of the default contest.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Of a forecaster that runs by itself (ats forecaster serve), as in http://127.0.0.1:5081; null = one is started with the run.</summary>
    public string? Address { get; init; }

    /// <summary>Port of the forecaster's own API on loopback; 0 = any free one.</summary>
    public int Port { get; init; } = 5081;

    /// <summary>Folder of models, training runs, recorded market and predictions.</summary>
    public string Root { get; init; } = "runs/forecaster";

    /// <summary>standard or demo (short waits); null = demo on an invented market, standard elsewhere.</summary>
    public string? Profile { get; init; }

    /// <summary>The newest so many hours of recorded market are learned from.</summary>
    public double LearnsFromHours { get; init; } = 48;

    /// <summary>Milliseconds without a prediction after which arms are told that there is none.</summary>
    public int DeadlineMilliseconds { get; init; } = 2500;

    /// <exception cref="SettingsException">A value is out of range; the message names it.</exception>
    internal void Check()
    {
        if (Address is not null && !(Uri.TryCreate(Address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            throw new SettingsException($"forecaster.address: '{Address}' is no http address: write one as in http://127.0.0.1:5081, or leave it out.");
        if (Port is < 0 or > 65_535) throw new SettingsException($"forecaster.port: {Port} must be 0 to 65535.");
        if (string.IsNullOrWhiteSpace(Root)) throw new SettingsException("forecaster.root: name a directory.");
        if (Profile is not (null or "standard" or "demo")) throw new SettingsException($"forecaster.profile: '{Profile}' is neither standard nor demo.");
        if (LearnsFromHours is not (> 0 and <= 24 * 365)) throw new SettingsException($"forecaster.learnsFromHours: {LearnsFromHours} must be above 0 and at most 8760.");
        if (DeadlineMilliseconds is < 1100 or > 60_000) throw new SettingsException($"forecaster.deadlineMilliseconds: {DeadlineMilliseconds} must be 1100 to 60000: predictions come once a second.");
    }
}
