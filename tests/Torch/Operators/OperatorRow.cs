namespace Align.Tests.Torch;

/// <summary>One row: the name under which operators.json has PyTorch's answer, and the call that must give it.</summary>
internal sealed record OperatorRow(string Name, Func<OperatorInputs, Tensor> Call)
{
    internal static OperatorRow Row(string name, Func<OperatorInputs, Tensor> call) => new(name, call);
}
