namespace Ats.Strategies;

/// <summary>A strategy or one of its parameters is not what the catalog knows; the message says what to write instead.</summary>
public sealed class ParameterException : Exception
{
    public ParameterException()
    {
    }

    public ParameterException(string message)
        : base(message)
    {
    }

    public ParameterException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
