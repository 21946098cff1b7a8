using System.Globalization;

namespace Align.Tests.Torch;

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public class LeakTests
{
    private const int Hidden = 64;

    [Fact]
    public void A_thousand_training_steps_leave_tensors_and_memory_flat()
    {
        using var first = torch.randn(16, Hidden).requires_grad_();
        using var second = torch.randn(Hidden, 1).requires_grad_();
        Tensor[] weights = [first, second];
        for (var step = 0; step < 100; step++) Train(weights);
        var (tensors, memory) = (Live(), ResidentBytes());
        for (var step = 0; step < 1000; step++) Train(weights);
        Assert.Equal(tensors, Live());
        // One step makes some 100 KB of tensors: a thousand that leaked would be 100 MB.
        Assert.True(ResidentBytes() - memory < 16 << 20, $"{(ResidentBytes() - memory) >> 20} MB more after 1,000 steps");
    }

    [Fact]
    public void A_spent_handle_moves_to_another_owner()
    {
        using var x = torch.ones(2);
        var before = Tensor.TotalCount;
        var parameter = new Parameter(x.clone());
        Assert.Equal(before + 1, Tensor.TotalCount);
        parameter.Dispose();
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public async Task A_thousand_tensors_without_owner_are_collected()
    {
        var before = Tensor.TotalCount;
        await Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++) _ = torch.ones(8);
        });
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.True(Tensor.TotalCount < before + 500, $"{Tensor.TotalCount - before} are alive");
    }

    private static void Train(Tensor[] weights)
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.randn(256, 16);
        var y = x.mm(weights[0]).tanh().mm(weights[1]);
        (y - x.sum(1, keepdim: true)).square().mean().backward();
        using var unrecorded = torch.no_grad();
        foreach (var weight in weights)
        {
            weight.sub_(weight.grad! * 0.001);
            weight.grad!.fill_(0);
        }
    }

    private static long Live()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
