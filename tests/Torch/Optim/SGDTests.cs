using Align.Tests.Torch.NN;

namespace Align.Tests.Torch.Optim;

/// <summary>Trajectories are those of torch.optim.SGD of PyTorch 1.13.</summary>
public sealed class SGDTests
{
    [Fact]
    public void Five_plain_steps_follow_PyTorch()
    {
        using var problem = new Problem();
        using var optimizer = optim.SGD(problem.Parameters, 0.01);
        problem.Run(optimizer);
        TensorAssert.Close(problem.A, [0.8632011821869665, -2.787850946137805, 0.46117504867074277, 2.015229306046354]);
        TensorAssert.Close(problem.B, [0.17386473129490077, -0.7597208110341827]);
    }

    [Fact]
    public void Five_steps_with_momentum_and_weight_decay_follow_PyTorch()
    {
        using var problem = new Problem();
        using var optimizer = optim.SGD(problem.Parameters, 0.01, momentum: 0.9, dampening: 0.1, weight_decay: 0.05);
        problem.Run(optimizer);
        TensorAssert.Close(problem.A, [0.6622962573263809, -3.9705309392037598, 0.4016648141089178, 0.6102622765882633]);
        TensorAssert.Close(problem.B, [-0.0033151714567184617, -0.769615070311467]);
    }

    [Fact]
    public void Five_ascending_steps_with_Nesterovs_momentum_follow_PyTorch()
    {
        using var problem = new Problem();
        using var optimizer = optim.SGD(problem.Parameters, 0.001, momentum: 0.9, weight_decay: 0.05, nesterov: true, maximize: true);
        problem.Run(optimizer);
        TensorAssert.Close(problem.A, [1.0545512087477338, -1.8025678010615647, 0.5159666949378623, 3.491128226579496]);
        TensorAssert.Close(problem.B, [0.2953895710063805, -0.746052371144742]);
    }

    [Fact]
    public void A_run_continued_from_its_state_ends_in_the_same_bits()
    {
        using var whole = new Problem(ScalarType.Float32);
        using var resumed = new Problem(ScalarType.Float32);
        using var wholeOptimizer = optim.SGD(whole.Parameters, 0.01, momentum: 0.9);
        using var resumedOptimizer = optim.SGD(resumed.Parameters, 0.5);
        whole.Run(wholeOptimizer, 0, 2);
        using (no_grad())
        {
            resumed.A.copy_(whole.A);
            resumed.B.copy_(whole.B);
        }

        resumedOptimizer.load_state_dict(wholeOptimizer.state_dict());
        whole.Run(wholeOptimizer, 3, 4);
        resumed.Run(resumedOptimizer, 3, 4);
        TensorAssert.Same(resumed.A, whole.A);
        TensorAssert.Same(resumed.B, whole.B);
    }

    [Fact]
    public void Options_outside_their_range_are_refused()
    {
        using var problem = new Problem();
        Assert.Throws<ArgumentException>(() => optim.SGD(problem.Parameters, -1));
        Assert.Throws<ArgumentException>(() => optim.SGD(problem.Parameters, 0.1, momentum: -1));
        Assert.Throws<ArgumentException>(() => optim.SGD(problem.Parameters, 0.1, nesterov: true));
    }
}
