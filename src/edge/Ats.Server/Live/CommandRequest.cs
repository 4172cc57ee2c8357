using Ats.Domain;
using Ats.Engine;

namespace Ats.Server.Live;

/// <summary>A command on its way to the engine, and where its outcome is awaited.</summary>
public sealed record CommandRequest(OperatorCommand Command)
{
    internal TaskCompletionSource<CommandOutcome> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
