namespace Align.Tests.Torch;

public class LifetimeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it_and_keeps_what_was_moved_out()
    {
        using var outer = torch.NewDisposeScope();
        Tensor kept, lost;
        using (torch.NewDisposeScope())
        {
            lost = torch.ones(2);
            kept = (lost * 3).MoveToOuterDisposeScope();
        }
        Assert.True(lost.IsInvalid);
        Assert.Equal(3f, kept[0].item<float>());
        Assert.True(outer.Contains(kept));
    }

    [Fact]
    public void A_detached_tensor_outlives_every_scope()
    {
        Tensor kept;
        using (torch.NewDisposeScope()) kept = torch.ones(2).DetachFromDisposeScope();
        Assert.False(kept.IsInvalid);
        kept.Dispose();
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void Scopes_can_move_keep_and_dispose_everything()
    {
        using var scope = torch.NewDisposeScope();
        var (a, b) = (torch.ones(1), torch.ones(2));
        Assert.Equal(2, scope.DisposablesCount);
        Assert.Same(a, scope.DisposeEverythingBut(a));
        Assert.True(b.IsInvalid);
        scope.Detach(a);
        Assert.Equal(0, scope.DisposablesCount);
        scope.Attach(a);
        scope.DisposeEverything();
        Assert.True(a.IsInvalid);
    }

    [Fact]
    public void Use_after_dispose_is_an_exception()
    {
        var x = torch.ones(2);
        x.Dispose();
        x.Dispose();
        using var other = torch.ones(2);
        Assert.Throws<ObjectDisposedException>(() => x + 1);
        Assert.Throws<ObjectDisposedException>(() => other + x);
        Assert.Throws<ObjectDisposedException>(() => torch.cat([other, x]));
        Assert.Throws<ObjectDisposedException>(() => x.shape);
        Assert.Throws<ObjectDisposedException>(() => x.bytes.Length);
        Assert.Throws<ObjectDisposedException>(() => x.backward());
        Assert.Throws<ObjectDisposedException>(() => x.Handle);
        Assert.Equal(2, (other + 1).numel());
    }

    [Fact]
    public void A_disposed_generator_is_an_exception()
    {
        var generator = new torch.Generator(1);
        generator.Dispose();
        Assert.Throws<ObjectDisposedException>(() => torch.rand([1], generator: generator));
    }
}
