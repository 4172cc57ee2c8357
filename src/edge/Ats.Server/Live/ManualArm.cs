using Ats.Domain;
using Ats.Engine;

namespace Ats.Server.Live;

/// <summary>The operator's own arm: its strategy never has an opinion, so it holds just what manual orders made of it.</summary>
internal sealed class ManualArm(int legs) : Strategy
{
    public const string Name = "manual";

    public override int Legs => legs;

    public override int WarmUp => 0;

    public override MarketNeeds Needs => MarketNeeds.None;

    public override Reason Explain(int leg) => new("manual orders only");
}
