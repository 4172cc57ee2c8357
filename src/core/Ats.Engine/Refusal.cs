using Ats.Domain;

namespace Ats.Engine;

/// <summary>A chance a strategy let go: the gain it promised, basis points (NaN = not stated), and why. The default value is none.</summary>
internal readonly record struct Refusal(bool Exists, double EdgeBps, Reason Reason);
