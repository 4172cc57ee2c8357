using System.Globalization;

namespace Ats.Domain;

/// <summary>Why, in words, without allocating: a constant template with up to three numbers ({0}, {1}, {2}) filled in when somebody reads it.</summary>
public readonly record struct Reason(string Template, double A = 0, double B = 0, double C = 0)
{
    public override string ToString() => Template is null
        ? ""
        : string.Format(CultureInfo.InvariantCulture, Template.Replace("{0}", "{0:G8}").Replace("{1}", "{1:G8}").Replace("{2}", "{2:G8}"), A, B, C);
}
