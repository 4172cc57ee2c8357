using Ats.Simulation.Matching;

namespace Ats.Core.Tests.Simulation.Matching;

public sealed class NaiveMatchingEngineTests : MatchingEngineContract
{
    protected override IMatchingEngine New(MatchingRules rules) => new NaiveMatchingEngine(rules);
}
