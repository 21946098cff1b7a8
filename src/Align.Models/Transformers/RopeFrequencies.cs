namespace Align.Models.Transformers;

/// <summary>The rotary frequencies θ_i = base^(−2i/D), i in [0, D/2), with their stretch (Su et al. 2021, arXiv:2104.09864).</summary>
/// <remarks>Single precision throughout, as in the programs that trained the published weights.</remarks>
public static class RopeFrequencies
{
    /// <summary>Radians per position of each pair, D/2 values.</summary>
    public static float[] Compute(TransformerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var frequencies = new float[config.HeadDim / 2];
        for (var i = 0; i < frequencies.Length; i++)
        {
            var frequency = 1f / MathF.Pow((float)config.RopeTheta, 2f * i / config.HeadDim);
            frequencies[i] = config.RopeScaling is { } scaling ? Stretch(frequency, scaling) : frequency;
        }
        return frequencies;
    }

    /// <summary>cos and sin of position · θ_i for positions 0 to <paramref name="positions"/> − 1, row by row, D/2 values a row.</summary>
    public static (float[] Cos, float[] Sin) Table(ReadOnlySpan<float> frequencies, int positions)
    {
        var cos = new float[positions * frequencies.Length];
        var sin = new float[cos.Length];
        for (var position = 0; position < positions; position++)
        {
            for (var i = 0; i < frequencies.Length; i++)
            {
                // The angle is rounded to single precision first; that is what the weights were trained with.
                var (s, c) = Math.SinCos(position * frequencies[i]);
                cos[(position * frequencies.Length) + i] = (float)c;
                sin[(position * frequencies.Length) + i] = (float)s;
            }
        }
        return (cos, sin);
    }

    private static float Stretch(float frequency, RopeScaling scaling)
    {
        var wavelength = 2f * MathF.PI / frequency;
        var context = (float)scaling.OriginalMaxPositionEmbeddings;
        if (wavelength < context / scaling.HighFreqFactor) return frequency;
        if (wavelength > context / scaling.LowFreqFactor) return frequency / (float)scaling.Factor;
        var smooth = (float)(((context / wavelength) - scaling.LowFreqFactor) / (scaling.HighFreqFactor - scaling.LowFreqFactor));
        return ((1f - smooth) * frequency / (float)scaling.Factor) + (smooth * frequency);
    }
}
