namespace Align.Tests.Torch;

public class ConcurrencyTests
{
    [Fact]
    public async Task Threads_compute_and_differentiate_at_once()
    {
        // Each thread sums i·x over i = 1…200 for its own x: the gradient is 200·201/2 = 20,100 for every element.
        var runs = Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var scope = torch.NewDisposeScope();
            var x = torch.ones(16, requires_grad: true);
            for (var i = 1; i <= 200; i++)
            {
                using var step = torch.NewDisposeScope();
                (x * i).sum().backward();
            }
            return x.grad!.data<float>().ToArray();
        }));
        foreach (var gradient in await Task.WhenAll(runs)) Assert.All(gradient, element => Assert.Equal(20_100f, element));
    }

    [Fact]
    public void Modes_belong_to_their_threads()
    {
        using var off = torch.no_grad();
        Assert.False(torch.is_grad_enabled());
        var elsewhere = false;
        OnAnotherThread(() => elsewhere = torch.is_grad_enabled());
        Assert.True(elsewhere);
    }

    [Fact]
    public void A_mode_that_ends_on_another_thread_is_refused()
    {
        var before = torch.is_grad_enabled();
        using var off = torch.no_grad();
        OnAnotherThread(() => Assert.Throws<InvalidOperationException>(off.Dispose));
        Assert.False(torch.is_grad_enabled());
        off.Dispose();
        Assert.Equal(before, torch.is_grad_enabled());
    }

    [Fact]
    public async Task A_dispose_beside_a_running_call_is_an_exception_or_nothing_but_never_a_crash()
    {
        for (var round = 0; round < 200; round++)
        {
            var shared = torch.ones(256);
            var users = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
            {
                for (var i = 0; i < 20; i++)
                {
                    try
                    {
                        using var sum = shared.sum();
                        Assert.Equal(256f, sum.item<float>());
                    }
                    catch (ObjectDisposedException)
                    {
                        return;
                    }
                }
            })).ToArray();
            shared.Dispose();
            await Task.WhenAll(users);
        }
    }

    private static void OnAnotherThread(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
