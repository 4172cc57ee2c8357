namespace Ats.Edge.Tests.Mlops.Loop;

/// <summary>The process dies here.</summary>
internal sealed class CrashException : Exception;
