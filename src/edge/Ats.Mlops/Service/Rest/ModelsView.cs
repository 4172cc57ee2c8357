namespace Ats.Mlops.Service.Rest;

/// <summary>What the registry holds, newest first, and what was passed over.</summary>
public sealed record ModelsView(IReadOnlyList<ModelView> Models, IReadOnlyList<IgnoredView> Ignored);
