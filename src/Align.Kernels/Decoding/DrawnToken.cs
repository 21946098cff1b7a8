using System.Runtime.InteropServices;

namespace Align.Kernels.Decoding;

/// <summary>A drawn token.</summary>
/// <param name="Token">Its id; −1 where a logit was NaN or +∞, or none was finite.</param>
/// <param name="LogProb">Nats, of the softmax of logits / temperature.</param>
/// <param name="ProcessedLogProb">Nats, of the distribution drawn from; 0 at temperature 0.</param>
/// <param name="Entropy">Nats, of the softmax of logits / temperature.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DrawnToken(int Token, float LogProb, float ProcessedLogProb, float Entropy);
