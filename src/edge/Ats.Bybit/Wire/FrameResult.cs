namespace Ats.Bybit.Wire;

/// <summary>The verdict on one frame: events written (0 unless Ok) and, when malformed, the byte at which it was noticed.</summary>
public readonly record struct FrameResult(FrameStatus Status, int Count, int Position)
{
    public bool IsOk => Status == FrameStatus.Ok;

    internal static FrameResult Ok(int count) => new(FrameStatus.Ok, count, 0);

    internal static FrameResult Malformed(long position) => new(FrameStatus.Malformed, 0, (int)position);

    internal static FrameResult Not(FrameStatus status) => new(status, 0, 0);
}
