namespace Align.Tests.Torch.NN;

/// <summary>Tests that count the tensors of the whole process run alone.</summary>
[CollectionDefinition(nameof(LiveTensors), DisableParallelization = true)]
public sealed class LiveTensors
{
    /// <summary>How many tensors are alive once the garbage collector has had its way.</summary>
    internal static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
