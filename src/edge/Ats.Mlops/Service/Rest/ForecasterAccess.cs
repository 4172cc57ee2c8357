using Microsoft.AspNetCore.Http;

namespace Ats.Mlops.Service.Rest;

/// <summary>Who may command; given by the host.</summary>
/// <param name="IsOperator">The request carries the operator's token.</param>
/// <param name="Requirement">Said to who does not: which header it needs.</param>
public sealed record ForecasterAccess(Func<HttpContext, bool> IsOperator, string Requirement);
