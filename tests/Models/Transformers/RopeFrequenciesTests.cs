using Align.Models.Transformers;

namespace Align.Tests.Models.Transformers;

public sealed class RopeFrequenciesTests
{
    private static TransformerConfig Shape(RopeScaling? scaling) => TransformerPresets.Create("tiny", 15) with
    {
        HiddenSize = 16,
        NumAttentionHeads = 2,
        NumKeyValueHeads = 1,
        RopeTheta = 10_000,
        RopeScaling = scaling,
    };

    [Fact]
    public void Frequencies_fall_by_a_constant_factor()
    {
        // D = 8, base 10^4: 10^(-4 * 2i / 8) = 1, 0.1, 0.01, 0.001.
        var frequencies = RopeFrequencies.Compute(Shape(null));

        Assert.Equal([1.0, 0.1, 0.01, 0.001], frequencies.Select(value => Math.Round((double)value, 7)));
    }

    [Fact]
    public void The_llama3_stretch_leaves_high_frequencies_and_divides_low_ones()
    {
        // Context 64, factors 1 and 4: wavelengths below 16 stay, above 64 are divided by 8. Wavelengths 2 pi / f are
        // 6.28 (stays), 62.8 (between), 628 and 6283 (divided).
        // Between: smooth = (64 / 62.8319 - 1) / 3 = 0.006197; (1 - s) * 0.1 / 8 + s * 0.1 = 0.0130422.
        var frequencies = RopeFrequencies.Compute(Shape(new RopeScaling(8, 1, 4, 64)));

        Assert.Equal(1.0, frequencies[0], 6);
        Assert.Equal(0.0130422, frequencies[1], 6);
        Assert.Equal(0.00125, frequencies[2], 8);
        Assert.Equal(0.000125, frequencies[3], 8);
    }

    [Fact]
    public void The_table_holds_cosines_and_sines_of_position_times_frequency()
    {
        var (cos, sin) = RopeFrequencies.Table([1f, 0.1f], 3);

        Assert.Equal([1.0, 1.0, 0.5403023, 0.9950042, -0.4161468, 0.9800666], cos.Select(value => Math.Round((double)value, 7)));
        Assert.Equal([0.0, 0.0, 0.8414710, 0.0998334, 0.9092974, 0.1986693], sin.Select(value => Math.Round((double)value, 7)));
    }
}
