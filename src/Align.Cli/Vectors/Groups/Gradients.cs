namespace Align.Cli.Vectors.Groups;

/// <summary>Gradients of a scalar.</summary>
internal static class Gradients
{
    /// <summary>d scalar / d input; zeros when the scalar does not depend on it.</summary>
    public static Tensor Of(Tensor scalar, Tensor input)
    {
        scalar.backward();
        return input.grad ?? torch.zeros_like(input);
    }
}
