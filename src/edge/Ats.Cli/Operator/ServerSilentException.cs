namespace Ats.Cli.Operator;

/// <summary>No server answered.</summary>
internal sealed class ServerSilentException(string message, Exception? inner = null) : IOException(message, inner);
