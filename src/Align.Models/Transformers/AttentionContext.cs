using Align.Models.Transformers.Activations;

namespace Align.Models.Transformers;

/// <summary>What every block of one forward pass shares.</summary>
/// <param name="Cos">Cosines of the positions, [N, T, D].</param>
/// <param name="Sin">Signed sines of the positions, [N, T, D].</param>
/// <param name="Blocked">bool, broadcastable to [N, 1, 1, T, S]: true where a query may not look; <see langword="null"/> where it may look everywhere.</param>
/// <param name="Cache">Keys and values of the tokens before; <see langword="null"/> where there are none.</param>
/// <param name="Recorder">Takes down activations; <see langword="null"/> where nobody asks for them.</param>
internal sealed record AttentionContext(Tensor Cos, Tensor Sin, Tensor? Blocked, KeyValueCache? Cache, ActivationRecorder? Recorder = null);
