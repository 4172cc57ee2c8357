using Ats.Domain;

namespace Ats.Engine.Risk;

/// <summary>One limit. Asked for every order that is not a pure reduction; reductions are never blocked.</summary>
public interface IRiskLimit
{
    string Name { get; }

    /// <summary>What it does, with the unit of its threshold.</summary>
    string Description { get; }

    Verdict Check(in OrderIntent intent, in RiskContext context);
}
