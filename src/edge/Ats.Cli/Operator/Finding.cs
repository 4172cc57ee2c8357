namespace Ats.Cli.Operator;

/// <summary>What <c>ats doctor</c> found of one thing: whether it is well, how it is, and what to do where it is not.</summary>
internal sealed record Finding(string What, bool IsWell, string How, string? Fix = null)
{
    public static Finding Well(string what, string how) => new(what, true, how);

    public static Finding Ill(string what, string how, string fix) => new(what, false, how, fix);

    public override string ToString() => $"{(IsWell ? "ok " : "BAD")} {What + ":",-18} {How}{(Fix is null ? "" : $"\n    {"",-18} fix: {Fix}")}";
}
