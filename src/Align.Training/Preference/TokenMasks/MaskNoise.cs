using Align.Core;

namespace Align.Training.Preference.TokenMasks;

/// <summary>Uniform numbers for the tokens of a micro-batch, keyed by run, step, example and side: neither the cut into micro-batches nor a resume changes them.</summary>
/// <param name="seed">The run's seed.</param>
internal sealed class MaskNoise(long seed)
{
    /// <summary>Uniform in [0, 1).</summary>
    /// <param name="micro">The rows.</param>
    /// <param name="runStep">The run's step.</param>
    /// <param name="stream">Tells the masks of one step apart, from 0.</param>
    /// <param name="layers">Numbers a token.</param>
    /// <returns>float32 [layers, rows, T]; 1 on padding. For the caller's scope.</returns>
    public Tensor Uniform(PreferenceMicroBatch micro, long runStep, int stream, int layers)
    {
        var columns = (int)micro.Batch.CompletionLength;
        var sides = Sides(micro).ToArray();
        var values = new float[layers * sides.Length * columns];
        Array.Fill(values, 1);
        for (var row = 0; row < sides.Length; row++)
        {
            var (index, side, length) = sides[row];
            var random = RandomStream.Create(seed, RandomPurpose.Dropout, runStep, index, (2 * stream) + side);
            for (var column = 0; column < length; column++)
            {
                for (var layer = 0; layer < layers; layer++)
                {
                    values[(((layer * sides.Length) + row) * columns) + column] = (float)random.NextDouble();
                }
            }
        }
        return tensor(values, [layers, sides.Length, columns]).to(micro.Batch.Ids.device);
    }

    private static IEnumerable<(long Index, int Side, int Length)> Sides(PreferenceMicroBatch micro) =>
        micro.Examples.Where(example => example.Chosen.Length > 0).Select(example => (example.Index, 0, example.Chosen.Length))
            .Concat(micro.Examples.Where(example => example.Rejected.Length > 0).Select(example => (example.Index, 1, example.Rejected.Length)));
}
