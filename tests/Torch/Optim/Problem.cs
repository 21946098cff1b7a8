namespace Align.Tests.Torch.Optim;

/// <summary>Two parameters a and b and the loss Σa³ + Σexp(b Σa)/(i + 1) of step i = 0, 1, …</summary>
internal sealed class Problem : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    internal Problem(ScalarType dtype = ScalarType.Float64)
    {
        A = new Parameter(tensor(new[] { 1, -2, 0.5, 3 }, dtype: dtype));
        B = new Parameter(tensor(new[] { 0.25, -0.75 }, dtype: dtype).reshape(1, 2));
    }

    internal Parameter A { get; }

    internal Parameter B { get; }

    internal Parameter[] Parameters => [A, B];

    public void Dispose() => _scope.Dispose();

    internal void Run(OptimizerHelper optimizer, int first = 0, int last = 4)
    {
        for (var i = first; i <= last; i++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            (A.pow(3).sum() + (A.sum() * B).exp().sum() / (i + 1)).backward();
            optimizer.step();
        }
    }
}
