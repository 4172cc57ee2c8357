namespace Ats.Cli;

/// <summary>What <c>ats</c> returns to the shell.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A bug: please report it.</summary>
    public const int UnexpectedBug = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The data is wrong or damaged.</summary>
    public const int BadData = 3;

    /// <summary>The disk or the network failed.</summary>
    public const int InputOutput = 4;

    /// <summary>Understood and not done: a limit, the contest or the exchange said no, or a check of <c>ats doctor</c> failed.</summary>
    public const int Refused = 5;

    /// <summary>Stopped by Ctrl-C or a termination signal (128 + SIGINT, as shells have it).</summary>
    public const int Interrupted = 130;
}
