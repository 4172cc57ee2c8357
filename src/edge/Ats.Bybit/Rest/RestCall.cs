using Ats.Bybit.Limits;

namespace Ats.Bybit.Rest;

/// <summary>One request: a read (query) or a write (body). Only reads are ever sent again.</summary>
internal readonly record struct RestCall(string Path, string Query, byte[]? Body, bool Signed, RateRequest Rate)
{
    public bool IsWrite => Body is not null;

    public static RestCall Public(string path, Query query) => new(path, query.ToString(), null, false, new RateRequest(RateGroup.Market, Wire.Category.Linear, RatePriority.Query));

    public static RestCall Read(string path, Query query, RateGroup group, RatePriority priority = RatePriority.Query) =>
        new(path, query.ToString(), null, true, new RateRequest(group, Wire.Category.Linear, priority));

    public static RestCall Write(string path, byte[] body, RateRequest rate) => new(path, "", body, true, rate);
}
