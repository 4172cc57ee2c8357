using Ats.Domain;
using Ats.Mlops.Loop;
using Ats.Mlops.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ats.Mlops.Service.Rest;

/// <summary>Refusals in words.</summary>
internal static class Problems
{
    public static ProblemHttpResult UnknownSymbol(Forecaster forecaster, string symbol) => TypedResults.Problem(
        $"'{symbol}' is not forecast here.{NearestName.Hint(symbol, forecaster.Instruments.Select(i => i.Symbol))} There are: {forecaster.Symbols}.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Bad(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>The instrument asked for, or the only one there is.</summary>
    public static bool TryFind(Forecaster forecaster, string? symbol, out InstrumentForecaster found, out ProblemHttpResult? problem)
    {
        found = forecaster.Instruments[0];
        problem = null;
        if (symbol is null && forecaster.Instruments.Count > 1) problem = Bad($"Say which instrument with ?symbol=. There are: {forecaster.Symbols}.");
        else if (symbol is not null && forecaster.Find(symbol) is null) problem = UnknownSymbol(forecaster, symbol);
        else if (symbol is not null) found = forecaster.Find(symbol)!;
        return problem is null;
    }

    /// <summary>Carries out what may be refused.</summary>
    public static IResult Try(Func<IResult> act)
    {
        try
        {
            return act();
        }
        catch (LoopRefusedException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status409Conflict);
        }
        catch (RegistryException e)
        {
            // Where on this machine the registry lies is nobody's affair.
            return TypedResults.Problem($"{Path.GetFileName(e.File)}: {e.Reason}", statusCode: e.Problem switch
            {
                RegistryProblem.Missing => StatusCodes.Status404NotFound,
                RegistryProblem.Disk => StatusCodes.Status507InsufficientStorage,
                _ => StatusCodes.Status409Conflict,
            });
        }
        catch (IOException e)
        {
            return TypedResults.Problem($"It could not be written down, so it was not done: {e.Message}", statusCode: StatusCodes.Status507InsufficientStorage);
        }
    }
}
