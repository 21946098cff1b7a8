namespace Align.Models.Transformers;

/// <summary>The <c>llama3</c> stretch of the rotary frequencies for contexts longer than those of pre-training.</summary>
/// <param name="Factor">By how much low frequencies slow down; above 0.</param>
/// <param name="LowFreqFactor">Wavelengths above original context / this are stretched in full; above 0.</param>
/// <param name="HighFreqFactor">Wavelengths below original context / this are left alone; above <paramref name="LowFreqFactor"/>.</param>
/// <param name="OriginalMaxPositionEmbeddings">The context of pre-training, in tokens.</param>
/// <remarks>Grattafiori et al. 2024 (arXiv:2407.21783), as in the released configuration files.</remarks>
public sealed record RopeScaling(double Factor, double LowFreqFactor, double HighFreqFactor, int OriginalMaxPositionEmbeddings);
