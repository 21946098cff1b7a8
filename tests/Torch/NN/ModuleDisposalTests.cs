namespace Align.Tests.Torch.NN;

[Collection(nameof(LiveTensors))]
public sealed class ModuleDisposalTests
{
    [Fact]
    public void A_disposed_module_leaves_no_tensor_behind()
    {
        var before = LiveTensors.Count();
        using (var model = new TinyDecoder())
        using (NewDisposeScope())
        {
            Assert.True(Tensor.TotalCount > before);
            var loss = nn.functional.cross_entropy(model.call(tensor(new long[] { 1, 2, 3 })), tensor(new long[] { 2, 3, 4 }));
            loss.backward();
            model.to(ScalarType.Float64);
            model.zero_grad();
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Training_steps_keep_the_number_of_live_tensors_flat()
    {
        using var model = new TinyDecoder();
        using var optimizer = optim.AdamW(model.parameters(), lr: 0.01, weight_decay: 0.1);
        Step(model, optimizer);
        var after = LiveTensors.Count();
        for (var i = 0; i < 20; i++)
            Step(model, optimizer);
        Assert.Equal(after, Tensor.TotalCount);
    }

    private static void Step(TinyDecoder model, AdamW optimizer)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        nn.functional.cross_entropy(model.call(tensor(new long[] { 1, 2, 3 })), tensor(new long[] { 2, 3, 4 })).backward();
        nn.utils.clip_grad_norm_(model.parameters(), 1);
        optimizer.step();
    }
}
