using Ats.Bybit.Wire;

namespace Ats.Bybit.Streams;

/// <summary>Takes the private streams.</summary>
public interface IPrivateSink : IPrivateRows, IStreamEvents;
