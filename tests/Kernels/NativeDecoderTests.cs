using Align.Kernels;
using Align.Kernels.Decoding;

namespace Align.Tests.Kernels;

/// <summary>What the decoder draws, and what it refuses before native code sees it.</summary>
public sealed class NativeDecoderTests
{
    private static readonly DrawOptions Plain = new(Temperature: 1, TopP: 1, MinP: 0, TopK: 0);

    // Probabilities 0.5, 0.125, 0.25, 0.125.
    private static readonly float[] Logits = [.. new[] { 0.5, 0.125, 0.25, 0.125 }.Select(p => (float)Math.Log(p))];

    [Fact]
    public void The_library_is_compiled_for_this_processor() => Assert.Contains(KernelLibrary.VectorFloats, new[] { 4, 8, 16 });

    [Theory]
    // The distribution function in the order of the ids: 0.5, 0.625, 0.875, 1.
    [InlineData(0.0, 0)]
    [InlineData(0.499, 0)]
    [InlineData(0.501, 1)]
    [InlineData(0.624, 1)]
    [InlineData(0.626, 2)]
    [InlineData(0.874, 2)]
    [InlineData(0.876, 3)]
    [InlineData(0.9999999999999999, 3)]
    public void A_token_is_where_the_distribution_function_passes_the_uniform_number(double uniform, int expected)
    {
        using var model = new LogitsModel(Logits);
        var drawn = model.Draw(uniform, Plain);

        Assert.Equal(expected, drawn.Token);
        Assert.Equal(Logits[expected], drawn.LogProb, 5);
        Assert.Equal(Logits[expected], drawn.ProcessedLogProb, 5);
        // 0.5 ln 2 + 2 * 0.125 ln 8 + 0.25 ln 4 = 1.75 ln 2.
        Assert.Equal(1.75 * Math.Log(2), drawn.Entropy, 5);
    }

    [Fact]
    public void Truncation_changes_the_distribution_drawn_from_and_not_the_log_prob()
    {
        using var model = new LogitsModel(Logits);
        var drawn = model.Draw(0.7, Plain with { TopK = 2 });

        // Of 0.5 and 0.25, 2/3 and 1/3.
        Assert.Equal(2, drawn.Token);
        Assert.Equal(Math.Log(0.25), drawn.LogProb, 5);
        Assert.Equal(Math.Log(1.0 / 3), drawn.ProcessedLogProb, 5);
    }

    [Fact]
    public void Excluded_tokens_weigh_nothing()
    {
        using var model = new LogitsModel([float.NegativeInfinity, 0, float.NegativeInfinity, 0]);
        var drawn = model.Draw(0, Plain);

        Assert.Equal(1, drawn.Token);
        Assert.Equal(Math.Log(2), drawn.Entropy, 5);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Logits_that_are_no_numbers_give_no_token(float bad)
    {
        foreach (var place in Enumerable.Range(0, 20))
        {
            using var model = new LogitsModel([.. Enumerable.Range(0, 20).Select(id => id == place ? bad : 1f)]);
            Assert.Equal(-1, model.Draw(0.5, Plain).Token);
        }
    }

    [Fact]
    public void Logits_that_exclude_everything_give_no_token()
    {
        using var model = new LogitsModel([float.NegativeInfinity, float.NegativeInfinity]);
        Assert.Equal(-1, model.Draw(0.5, Plain with { Temperature = 0 }).Token);
    }

    [Fact]
    public void Draws_from_one_row_are_independent_of_each_other()
    {
        using var model = new LogitsModel(Logits, threads: 3);
        var drawn = new DrawnToken[4];
        model.Step([new(0, 0, 0, -1), new(1, 1, 0, 0)], [new(0, 0.1), new(0, 0.55), new(0, 0.8), new(0, 0.95)], drawn, Plain);

        Assert.Equal([0, 1, 2, 3], drawn.Select(token => token.Token));
    }

    public static TheoryData<string, TokenRow, TokenDraw> Unsound => new()
    {
        { "token", new(4, 0, 0, 0), new(0, 0) },
        { "token", new(-1, 0, 0, 0), new(0, 0) },
        { "position", new(0, 32, 0, 0), new(0, 0) },
        { "page", new(0, 16, 0, 0), new(0, 0) },
        { "sequence", new(0, 0, 1, 0), new(0, 0) },
        { "sequence", new(0, 0, -1, 0), new(0, 0) },
        { "turn", new(0, 0, 0, 1), new(0, 0) },
        { "draw", new(0, 0, 0, -1), new(0, 0) },
        { "draw", new(0, 0, 0, 0), new(1, 0) },
    };

    [Theory]
    [MemberData(nameof(Unsound))]
    public void A_row_or_a_draw_outside_of_what_there_is_is_refused(string what, TokenRow row, TokenDraw draw)
    {
        using var model = new LogitsModel(Logits, positions: 32);

        Assert.True(Assert.ThrowsAny<ArgumentException>(() => model.Step([row], [draw], new DrawnToken[1], Plain)).Message.Length > 0, what);
    }

    [Fact]
    public void Draws_that_go_back_to_an_earlier_row_are_refused()
    {
        using var model = new LogitsModel(Logits);
        Assert.Throws<ArgumentException>(() => model.Step([new(0, 0, 0, 0), new(0, 1, 0, 1)], [new(1, 0), new(0, 0)], new DrawnToken[2], Plain));
    }

    [Fact]
    public void More_rows_than_the_decoder_was_made_for_are_refused()
    {
        using var model = new LogitsModel(Logits, maxRows: 2);
        var rows = Enumerable.Range(0, 3).Select(position => new TokenRow(0, position, 0, -1)).ToArray();

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Step(rows, [], [], Plain));
    }

    [Fact]
    public void Weights_that_cannot_be_read_in_place_are_refused()
    {
        using var model = new LogitsModel(Logits);
        var tensors = model.Tensors with { Head = model.Tensors.Head.to(ScalarType.Float64) };

        Assert.False(tensors.AreReadable);
        Assert.Throws<ArgumentException>(() => new PackedWeights(model.Shape, tensors, threads: 1));
    }

    [Fact]
    public void Decoders_share_weights_which_outlive_their_owner()
    {
        using var model = new LogitsModel([0, 0, 5]);
        using var second = new NativeDecoder(model.Packed, Enumerable.Repeat(1f, 16).ToArray(), new float[16], maxRows: 1, maxLogitsRows: 1, threads: 1);
        second.Reserve(1);
        var greedy = Plain with { Temperature = 0 };
        model.Packed.Dispose();

        var drawn = new DrawnToken[1];
        second.Step([0], 1, [new TokenRow(0, 0, 0, 0)], [new TokenDraw(0, 0)], drawn, greedy);
        Assert.Equal((2, 2), (drawn[0].Token, model.Draw(0, greedy).Token));

        model.Decoder.Dispose();
        second.Dispose();
        Assert.Throws<ObjectDisposedException>(() => new NativeDecoder(model.Packed, new float[16], new float[16], 1, 1, 1));
    }
}
