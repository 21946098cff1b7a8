using Align.Kernels.Decoding;

namespace Align.Models.Generation;

/// <summary>One call of the engine while it is put together, and its results handed to the completions. Allocates nothing after construction.</summary>
internal sealed class DecodingStep(NativeDecoder decoder, PageTables tables, SamplingOptions options, int maxDraws)
{
    private readonly DrawOptions _options = new(options.Temperature, options.TopP, options.MinP, options.TopK);
    private readonly TokenRow[] _rows = new TokenRow[decoder.MaxRows];
    private readonly TokenDraw[] _draws = new TokenDraw[maxDraws];
    private readonly DrawnToken[] _drawn = new DrawnToken[maxDraws];
    private readonly DecodingRow[] _drawers = new DecodingRow[maxDraws];
    private int _count;
    private int _logitsRows;

    /// <summary>Tokens that can still be read in this step.</summary>
    public int Room => _rows.Length - _count;

    /// <summary>Draws of this step so far.</summary>
    public int Draws { get; private set; }

    /// <summary>Draws that can still be added.</summary>
    public int RoomForDraws => maxDraws - Draws;

    /// <summary>Reads a token; its logits are made where <paramref name="withLogits"/> says so.</summary>
    public void Read(int token, int position, int sequence, bool withLogits) =>
        _rows[_count++] = new TokenRow(token, position, sequence, withLogits ? _logitsRows++ : -1);

    /// <summary>Draws a completion's next token from the logits of the token read last, with one number of the completion's own stream.</summary>
    public void Draw(DecodingRow row)
    {
        _draws[Draws] = new TokenDraw(_logitsRows - 1, options.IsGreedy ? 0 : row.Request.Stream.NextDouble());
        _drawers[Draws++] = row;
    }

    /// <summary>Runs the step and begins the next.</summary>
    /// <exception cref="NonFiniteLogitsException">The model's weights are broken.</exception>
    public void Run()
    {
        decoder.Step(tables.All, tables.Width, _rows.AsSpan(0, _count), _draws.AsSpan(0, Draws), _drawn, _options);
        for (var draw = 0; draw < Draws; draw++)
        {
            var (row, drawn) = (_drawers[draw], _drawn[draw]);
            if (drawn.Token < 0) throw new NonFiniteLogitsException(row.Request.PromptId, row.Request.SampleIndex, row.Count);
            row.Add(new SampledToken(drawn.Token, drawn.LogProb, drawn.ProcessedLogProb, drawn.Entropy), options);
        }
        (_count, _logitsRows, Draws) = (0, 0, 0);
    }
}
