namespace Align.Algorithms.TokenWeights;

/// <summary>Over which tokens the least and the greatest magnitude are taken.</summary>
public enum WeightScope
{
    /// <summary>All tokens of the optimizer step: the cut into micro-batches changes nothing. Costs one more forward pass without gradients where the step has several.</summary>
    Batch,

    /// <summary>The tokens of one micro-batch, as official code does it: weights depend on <c>micro_batch_size</c> and on the order of rows.</summary>
    MicroBatch,
}
