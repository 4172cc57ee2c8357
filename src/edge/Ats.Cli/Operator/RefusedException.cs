namespace Ats.Cli.Operator;

/// <summary>The command was understood and not carried out: the contest, a limit or the exchange said no. The message says which and why.</summary>
internal sealed class RefusedException(string message) : Exception(message);
