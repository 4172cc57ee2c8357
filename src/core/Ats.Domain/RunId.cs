namespace Ats.Domain;

/// <summary>Names a run: sortable, unique, safe in file names and order ids.</summary>
public readonly record struct RunId(string Value)
{
    public override string ToString() => Value;
}
