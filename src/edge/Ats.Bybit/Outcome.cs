using Ats.Bybit.Wire;
using Ats.Domain;

namespace Ats.Bybit;

/// <summary>
/// How a request ended. Unknown is not failure: the request may have been executed, and only evidence from the exchange settles it.
/// NotSent is: nothing left this machine.
/// </summary>
public abstract record Outcome<T>
{
    private Outcome()
    {
    }

    public sealed record Ok(T Value) : Outcome<T>;

    /// <summary>The exchange said no: code, meaning, our reject reason and what to do are in <see cref="Info"/>, its own words in <see cref="Message"/>.</summary>
    public sealed record Refused(RetCodeInfo Info, string Message) : Outcome<T>;

    /// <summary>Not executed for its rate; <see cref="Until"/> on our clock.</summary>
    public sealed record RateLimited(Timestamp Until) : Outcome<T>;

    public sealed record Unknown(string Why) : Outcome<T>;

    public sealed record NotSent(string Why) : Outcome<T>;

    public bool IsOk => this is Ok;

    /// <summary>The value, where only success is expected.</summary>
    /// <exception cref="InvalidOperationException">It was not Ok; the message says what it was.</exception>
    public T Require() => this is Ok ok ? ok.Value : throw new InvalidOperationException(ToString());

    /// <summary>The same outcome with the value made into another; not Ok passes through.</summary>
    public Outcome<TOther> Select<TOther>(Func<T, TOther> make) => this switch
    {
        Ok ok => new Outcome<TOther>.Ok(make(ok.Value)),
        Refused refused => new Outcome<TOther>.Refused(refused.Info, refused.Message),
        RateLimited limited => new Outcome<TOther>.RateLimited(limited.Until),
        Unknown unknown => new Outcome<TOther>.Unknown(unknown.Why),
        NotSent notSent => new Outcome<TOther>.NotSent(notSent.Why),
        _ => throw new InvalidOperationException("An outcome of no kind."),
    };
}
