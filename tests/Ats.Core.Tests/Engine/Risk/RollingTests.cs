using Ats.Domain;
using Ats.Engine.Risk;
using CsCheck;

namespace Ats.Core.Tests.Engine.Risk;

public sealed class RollingTests
{
    [Fact]
    public void Times_in_a_window_are_those_of_a_plain_list() =>
        Gen.Select(Gen.Int[0, 5].Array[0, 40], Gen.Int[1, 12], Gen.Int[0, 12], Gen.Int[0, 12]).Sample((steps, capacity, window, ask) =>
        {
            var rolling = new RollingTimes(capacity);
            var list = new List<long>();
            var time = 100L;
            foreach (var step in steps)
            {
                time += step;
                rolling.Add(new Timestamp(time));
                list.Add(time);
            }

            var kept = list.TakeLast(capacity).ToList();
            var within = kept.Count(t => time - t < window);
            Assert.Equal(within, rolling.Count(new Timestamp(time), window));
            Assert.Equal(within >= ask, rolling.HasAtLeast(ask, new Timestamp(time), window));
            Assert.Equal(kept.Select(t => new Timestamp(t)), rolling.Capture());
        });

    [Fact]
    public void Values_are_the_last_so_many() =>
        Gen.Select(Gen.Int[-9, 9].Array[0, 40], Gen.Int[1, 12]).Sample((values, capacity) =>
        {
            var rolling = new RollingValues(capacity);
            foreach (var value in values) rolling.Add(value);
            Assert.Equal(values.TakeLast(capacity).Select(v => (double)v), rolling.Capture());
            Assert.Equal(values.TakeLast(capacity).Sum(), rolling.Sum);
        });
}
