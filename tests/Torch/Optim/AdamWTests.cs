using Align.Tests.Torch.NN;

namespace Align.Tests.Torch.Optim;

/// <summary>Trajectories are those of torch.optim.AdamW of PyTorch 1.13.</summary>
public sealed class AdamWTests
{
    private static AdamW Decayed(Problem problem) =>
        optim.AdamW(problem.Parameters, lr: 0.1, beta1: 0.8, beta2: 0.95, eps: 1e-6, weight_decay: 0.05);

    [Fact]
    public void Five_steps_with_weight_decay_follow_PyTorch()
    {
        using var problem = new Problem();
        using var optimizer = Decayed(problem);
        problem.Run(optimizer);
        TensorAssert.Close(problem.A, [0.5162976079447826, -2.449528329739082, 0.10564517624595468, 2.438231576777834]);
        TensorAssert.Close(problem.B, [-0.11409753600160744, -1.1478490819677358]);
        var state = (AdamW.State)optimizer.state_dict().State[0];
        Assert.Equal(5, state.step);
        TensorAssert.Close(state.exp_avg, [1.180978877085435, 9.959394197794223, 0.18246501860092093, 15.000880686189857]);
        TensorAssert.Close(state.exp_avg_sq, [1.0056780978773623, 47.75943517770442, 0.06321280492344862, 121.10965652312962]);
    }

    [Fact]
    public void Five_steps_in_single_precision_follow_PyTorch_to_the_last_digits()
    {
        using var problem = new Problem(ScalarType.Float32);
        using var optimizer = Decayed(problem);
        problem.Run(optimizer);
        TensorAssert.Close(problem.A, [0.5162976, -2.4495285, 0.10564517, 2.438232], 3e-7);
        TensorAssert.Close(problem.B, [-0.11409755, -1.1478491], 3e-7);
    }

    [Fact]
    public void Five_ascending_steps_with_the_largest_average_follow_PyTorch()
    {
        using var problem = new Problem();
        using var optimizer = optim.AdamW(problem.Parameters, lr: 0.01, amsgrad: true, maximize: true);
        problem.Run(optimizer);
        TensorAssert.Close(problem.A, [1.0499776973255768, -1.9500757358798482, 0.5497356555902235, 3.0500163001210945]);
        TensorAssert.Close(problem.B, [0.2948138344788037, -0.705820443754668]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_continued_from_its_state_ends_in_the_same_bits(bool amsgrad)
    {
        using var whole = new Problem(ScalarType.Float32);
        using var halved = new Problem(ScalarType.Float32);
        using var resumed = new Problem(ScalarType.Float32);
        using var wholeOptimizer = optim.AdamW(whole.Parameters, lr: 0.1, weight_decay: 0.05, amsgrad: amsgrad);
        using var halvedOptimizer = optim.AdamW(halved.Parameters, lr: 0.1, weight_decay: 0.05, amsgrad: amsgrad);
        using var resumedOptimizer = optim.AdamW(resumed.Parameters, lr: 0.7);
        whole.Run(wholeOptimizer);

        halved.Run(halvedOptimizer, 0, 2);
        Copy(halved, resumed);
        resumedOptimizer.load_state_dict(halvedOptimizer.state_dict());
        Assert.True(resumedOptimizer.state_dict().State[1].ApproximatelyEquals(halvedOptimizer.state_dict().State[1]));
        halved.Run(halvedOptimizer, 3, 4);
        resumed.Run(resumedOptimizer, 3, 4);

        TensorAssert.Same(halved.A, whole.A);
        TensorAssert.Same(resumed.A, whole.A);
        TensorAssert.Same(resumed.B, whole.B);
    }

    [Fact]
    public void A_state_written_out_tensor_by_tensor_restores_the_same_bits()
    {
        using var whole = new Problem(ScalarType.Float32);
        using var resumed = new Problem(ScalarType.Float32);
        using var wholeOptimizer = Decayed(whole);
        using var resumedOptimizer = Decayed(resumed);
        whole.Run(wholeOptimizer, 0, 2);
        Copy(whole, resumed);
        using (no_grad())
            foreach (var (from, to) in wholeOptimizer.state_dict().State.Zip(resumedOptimizer.state_dict().State))
            {
                var (source, target) = ((AdamW.State)from, (AdamW.State)to);
                target.step = source.step;
                target.exp_avg.copy_(source.exp_avg);
                target.exp_avg_sq.copy_(source.exp_avg_sq);
            }

        whole.Run(wholeOptimizer, 3, 4);
        resumed.Run(resumedOptimizer, 3, 4);
        TensorAssert.Same(resumed.A, whole.A);
        TensorAssert.Same(resumed.B, whole.B);
    }

    [Fact]
    public void A_state_that_lost_its_averages_ends_elsewhere()
    {
        using var whole = new Problem();
        using var resumed = new Problem();
        using var wholeOptimizer = Decayed(whole);
        using var resumedOptimizer = Decayed(resumed);
        whole.Run(wholeOptimizer, 0, 2);
        Copy(whole, resumed);
        whole.Run(wholeOptimizer, 3, 4);
        resumed.Run(resumedOptimizer, 3, 4);
        Assert.NotEqual(TensorAssert.Values(whole.A), TensorAssert.Values(resumed.A));
    }

    [Fact]
    public void Groups_have_their_own_options_and_take_the_rest_from_the_optimizer()
    {
        using var problem = new Problem();
        using var optimizer = optim.AdamW(
            [
                new AdamW.ParamGroup { Parameters = [problem.A], Options = new AdamW.Options { weight_decay = 0 } },
                new AdamW.ParamGroup([problem.B], lr: 0.2, weight_decay: 0.5),
            ],
            lr: 0.1, beta1: 0.8, weight_decay: 0.05);
        var options = optimizer.state_dict().Options.Cast<AdamW.Options>().ToArray();
        Assert.Equal([0, 0.5], options.Select(option => option.weight_decay!.Value));
        Assert.Equal([0.1, 0.2], optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal([0.8, 0.9], options.Select(option => option.beta1!.Value));
        Assert.Equal([[0], [1]], optimizer.state_dict().StateIndexRef);

        // A parameter with zero gradient only decays: by 0 in the first group, by 0.2·0.5 in the second.
        problem.A.grad = zeros_like(problem.A);
        problem.B.grad = zeros_like(problem.B);
        optimizer.step();
        TensorAssert.Close(problem.A, [1, -2, 0.5, 3]);
        TensorAssert.Close(problem.B, [0.225, -0.675]);
    }

    [Fact]
    public void A_parameter_without_a_gradient_is_left_alone()
    {
        using var problem = new Problem();
        using var optimizer = Decayed(problem);
        problem.A.grad = ones_like(problem.A);
        optimizer.step();
        TensorAssert.Close(problem.B, [0.25, -0.75]);
        Assert.Equal([1L, 0L], optimizer.state_dict().State.Cast<AdamW.State>().Select(state => state.step));
    }

    [Fact]
    public void A_closure_is_evaluated_with_gradients_before_the_step()
    {
        using var problem = new Problem();
        using var optimizer = Decayed(problem);
        using var noGrad = no_grad();
        using var loss = optimizer.step(() =>
        {
            var sum = problem.A.sum();
            sum.backward();
            return sum;
        });
        TensorAssert.Close(loss!, [2.5]);
        Assert.NotEqual(1, TensorAssert.Values(problem.A)[0]);
    }

    [Fact]
    public void Options_outside_their_range_are_refused()
    {
        using var problem = new Problem();
        Assert.Throws<ArgumentException>(() => optim.AdamW(problem.Parameters, lr: -1));
        Assert.Throws<ArgumentException>(() => optim.AdamW(problem.Parameters, beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.AdamW(problem.Parameters, beta2: -0.1));
        Assert.Throws<ArgumentException>(() => optim.AdamW(problem.Parameters, eps: -1));
        Assert.Throws<ArgumentException>(() => optim.AdamW(problem.Parameters, weight_decay: double.NaN));
        Assert.Throws<ArgumentException>(() => optim.AdamW([problem.A, problem.A]));
    }

    [Fact]
    public void A_state_of_another_size_or_kind_is_refused()
    {
        using var problem = new Problem();
        using var optimizer = Decayed(problem);
        using var smaller = optim.AdamW([problem.A]);
        using var other = optim.SGD(problem.Parameters, 0.1);
        Assert.Throws<ArgumentException>(() => optimizer.load_state_dict(smaller.state_dict()));
        Assert.Throws<ArgumentException>(() => optimizer.load_state_dict(other.state_dict()));
    }

    private static void Copy(Problem from, Problem to)
    {
        using var noGrad = no_grad();
        to.A.copy_(from.A);
        to.B.copy_(from.B);
    }
}
