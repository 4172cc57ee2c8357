using Ats.Bybit;

namespace Ats.Server.Live;

/// <summary>The exchange of a contest: where it is and the key to the account.</summary>
public sealed record ContestAccess(BybitEnvironment Environment, ApiCredentials Credentials);
