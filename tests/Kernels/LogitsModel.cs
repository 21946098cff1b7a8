using Align.Kernels.Decoding;

namespace Align.Tests.Kernels;

/// <summary>A model of width 1 whose logits are what one says, after every token: its block adds nothing, its norm gives 1, its head holds the logits.</summary>
internal sealed class LogitsModel : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly int[] _table;

    public LogitsModel(float[] logits, int positions = 16, int pages = 1, int maxRows = 4, int threads = 1)
    {
        Shape = new DecoderShape(Layers: 1, Hidden: 1, FeedForward: 1, Heads: 1, KeyHeads: 1, HeadDim: 2, logits.Length, NormEpsilon: 0);
        Tensors = Weights(logits);
        Packed = new PackedWeights(Shape, Tensors, threads);
        Decoder = new NativeDecoder(Packed, Enumerable.Repeat(1f, positions).ToArray(), new float[positions], maxRows, maxRows, threads);
        Decoder.Reserve(pages);
        _table = [.. Enumerable.Range(0, pages)];
    }

    public DecoderShape Shape { get; }

    public DecoderTensors Tensors { get; }

    public PackedWeights Packed { get; }

    public NativeDecoder Decoder { get; }

    public DrawnToken Draw(double uniform, DrawOptions options)
    {
        var drawn = new DrawnToken[1];
        Step([new TokenRow(0, 0, 0, 0)], [new TokenDraw(0, uniform)], drawn, options);
        return drawn[0];
    }

    public void Step(TokenRow[] rows, TokenDraw[] draws, DrawnToken[] drawn, DrawOptions options) =>
        Decoder.Step(_table, _table.Length, rows, draws, drawn, options);

    public void Dispose()
    {
        Decoder.Dispose();
        Packed.Dispose();
        _scope.Dispose();
    }

    private static DecoderTensors Weights(float[] logits)
    {
        var layer = new LayerTensors(
            torch.ones(1), torch.zeros(2, 1), torch.zeros(2, 1), torch.zeros(2, 1), torch.zeros(1, 2), torch.ones(1), torch.zeros(1, 1), torch.zeros(1, 1), torch.zeros(1, 1));
        return new DecoderTensors(torch.ones(logits.Length, 1), torch.ones(1), torch.tensor(logits, [logits.Length, 1]), [layer]);
    }
}
