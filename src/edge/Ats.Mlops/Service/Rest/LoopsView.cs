namespace Ats.Mlops.Service.Rest;

/// <param name="Profile">Of the waits: <c>standard</c>, <c>demo</c>.</param>
/// <param name="ProfileNotice">What is to be shown of the profile.</param>
/// <param name="Notice">What is to be shown of the data.</param>
public sealed record LoopsView(string Profile, string? ProfileNotice, string? Notice, IReadOnlyList<LoopView> Instruments);
