namespace Ats.Mlops.Service.Rest;

/// <param name="Status"><c>ok</c>, <c>ready</c>, <c>not ready</c>.</param>
public sealed record HealthView(string Status, IReadOnlyList<string> Problems);
