namespace Ats.Server.Settings;

/// <summary>The settings are wrong: where, what, and what to do.</summary>
public sealed class SettingsException(string message, Exception? inner = null) : Exception(message, inner);
