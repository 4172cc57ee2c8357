using Ats.MarketData;

namespace Ats.Cli;

/// <summary>Turns what a command throws into one line on stderr and an exit code.</summary>
internal static class Guard
{
    public static int Run(Func<int> command)
    {
        try
        {
            return command();
        }
        catch (MarketDataException e)
        {
            return Fail(ExitCode.BadData, e.Message);
        }
        catch (Operator.RefusedException e)
        {
            return Fail(ExitCode.Refused, e.Message);
        }
        catch (Ats.Mlops.Registry.RegistryException e)
        {
            return Fail(e.Problem is Ats.Mlops.Registry.RegistryProblem.Disk or Ats.Mlops.Registry.RegistryProblem.Locked ? ExitCode.InputOutput : ExitCode.BadData, e.Message);
        }
        catch (InvalidDataException e)
        {
            return Fail(ExitCode.BadData, e.Message);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or Ats.Strategies.ParameterException or Ats.Server.Settings.SettingsException)
        {
            // ArgumentException adds the parameter's name in the code, which says nothing to a user.
            return Fail(ExitCode.Usage, e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message);
        }
        catch (Ats.Engine.JournalException e) when (e.IsBadContent)
        {
            return Fail(ExitCode.BadData, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or TimeoutException or Ats.Engine.JournalException)
        {
            return Fail(ExitCode.InputOutput, e.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(ExitCode.Interrupted, "interrupted; the data directory is as it was");
        }
        catch (Exception e)
        {
            return Fail(ExitCode.UnexpectedBug, "a bug in ats: " + e);
        }
    }

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine("ats: " + message);
        return code;
    }
}
