using Ats.Simulation.Matching;

namespace Ats.Core.Tests.Simulation.Matching;

public sealed class NaiveMatchingEngineTests() : MatchingEngineContract(rules => new NaiveMatchingEngine(rules));
