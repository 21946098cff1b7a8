using Align.Algorithms.Masking;
using Align.Algorithms.PolicyLosses;

namespace Align.Cli.Vectors.Groups;

/// <summary>Entropy and token log-probabilities from logits, with gradients.</summary>
internal static class LogitsOperations
{
    public static void Run(VectorInputs inputs, CaseComparison comparison)
    {
        var mask = inputs.Mask("mask");
        var temperature = inputs.Number("temperature", 1);
        var logits = inputs.Differentiable("logits");
        var entropy = Entropy.Compute(logits, temperature);
        var mean = MaskedReduction.Mean(entropy, mask);
        comparison.Tensor("entropy", entropy);
        comparison.Tensor("entropy_token_mean", mean);
        comparison.Tensor("grad_entropy_token_mean", Gradients.Of(mean, logits));

        var scored = inputs.Differentiable("logits");
        var logProbs = TokenLogProbs.Compute(scored, inputs.Tensor("labels"), temperature);
        comparison.Tensor("logprobs", logProbs);
        comparison.Tensor("grad_sum_logprob", Gradients.Of(MaskedReduction.Sum(logProbs, mask), scored));
    }
}
