using Align.Models.Transformers;

namespace Align.Tests.Models.Transformers;

public sealed class CompletionBatchTests
{
    [Fact]
    public void Prompts_are_padded_left_and_completions_right()
    {
        using var batch = CompletionBatch.Create([([3, 4, 5], [6, 2]), ([7], [8])], padTokenId: 0);

        Assert.Equal((3L, 2L), (batch.PromptLength, batch.CompletionLength));
        Assert.Equal([3, 4, 5, 6, 2, 0, 0, 7, 8, 0], batch.Ids.data<long>().ToArray());
        Assert.Equal([true, true, true, true, true, false, false, true, true, false], batch.AttentionMask.data<bool>().ToArray());
        Assert.Equal([6, 2, 8, 0], batch.CompletionIds.data<long>().ToArray());
        Assert.Equal([true, true, true, false], batch.CompletionMask.data<bool>().ToArray());
    }

    [Fact]
    public void Given_lengths_fix_the_shape()
    {
        using var batch = CompletionBatch.Create([([3], [4])], padTokenId: 9, promptLength: 2, completionLength: 3);

        Assert.Equal([9, 3, 4, 9, 9], batch.Ids.data<long>().ToArray());
    }

    [Fact]
    public void A_padding_id_inside_a_text_is_a_real_token()
    {
        using var batch = CompletionBatch.Create([([0, 3], [0])], padTokenId: 0);

        Assert.All(batch.AttentionMask.data<bool>().ToArray(), Assert.True);
    }

    [Fact]
    public void An_empty_completion_is_all_padding()
    {
        using var batch = CompletionBatch.Create([([3], [])], padTokenId: 0);

        Assert.Equal([false], batch.CompletionMask.data<bool>().ToArray());
    }

    [Fact]
    public void No_rows_empty_prompts_and_too_long_rows_are_refused()
    {
        Assert.Throws<ArgumentException>(() => CompletionBatch.Create([], padTokenId: 0));
        Assert.Throws<ArgumentException>(() => CompletionBatch.Create([([], [1])], padTokenId: 0));
        Assert.Throws<ArgumentException>(() => CompletionBatch.Create([([1, 2], [1])], padTokenId: 0, promptLength: 1));
        Assert.Throws<ArgumentException>(() => CompletionBatch.Create([([1, 2], [1, 2])], padTokenId: 0, completionLength: 1));
    }
}
