namespace Ats.Mlops.Service;

/// <summary>The last rows of the stream, to bring a new model to where it would stand had it been there all along.</summary>
internal sealed class LeadIn(int width, int capacity)
{
    private readonly float[] _features = new float[width * capacity];
    private readonly float[] _sigmas = new float[capacity];
    private int _count;
    private int _next;

    public void Clear() => (_count, _next) = (0, 0);

    public void Add(in FeatureRow row)
    {
        row.Features.CopyTo(_features.AsSpan(_next * width, width));
        _sigmas[_next] = row.SigmaBps;
        _next = (_next + 1) % capacity;
        _count = Math.Min(_count + 1, capacity);
    }

    public void Play(ModelSlot slot)
    {
        for (var i = 0; i < _count; i++)
        {
            var at = (_next - _count + i + capacity) % capacity;
            slot.Step(_features.AsSpan(at * width, width), _sigmas[at]);
        }
    }
}
