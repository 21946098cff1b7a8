using Align.Core;

namespace Align.Envs.Slots;

/// <summary>A world in which few tokens carry the preference: of a text of letters and marks, only the letters right after a mark count.</summary>
/// <remarks>
/// Texts are draws from a seeded Markov chain. A prompt is a few letters and a colon; its solution is a text that follows, for supervised
/// training. A pair is two such texts, labelled by Gumbel noise on their true scores; it says which characters decided, so that masks over
/// tokens can be given (an oracle) or judged. Metadata: the mark and the letters' values, with which the <c>slot_value</c> reward scores.
/// </remarks>
public sealed class SlotsEnvironment : IPreferenceEnvironment
{
    private const char PromptEnd = ':';
    private const double TestFraction = 0.2;
    private readonly SlotsOptions _options;
    private readonly SlotsText _text;
    private readonly SlotsScore _score;
    private readonly Dictionary<string, string> _metadata;

    /// <summary>The environment of <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public SlotsEnvironment(SlotsOptions options)
    {
        _options = ValidOptions.Require(options);
        _text = new SlotsText(options);
        _score = new SlotsScore(_text.Letters, options.Seed);
        _metadata = new Dictionary<string, string> { ["mark"] = SlotsText.Mark.ToString(), ["slot_values"] = _score.ToString() };
    }

    private SplitSizes Sizes => new(_options.TrainSize, _options.TestSize);

    /// <inheritdoc/>
    public string Name => "slots";

    /// <inheritdoc/>
    public string Alphabet => $"{_text.Letters}{SlotsText.Mark}{PromptEnd}";

    /// <inheritdoc/>
    public long? Count(PromptSplit split) => Sizes.Of(split);

    /// <inheritdoc/>
    public Prompt CreatePrompt(PromptSplit split, long index)
    {
        Sizes.RequireInside(split, index);
        var letters = Letters(split, index);
        return new Prompt(index, $"{letters}{PromptEnd}") { Solution = Follow(SlotsStreams.Solution, split, index, letters[^1]), Metadata = _metadata };
    }

    /// <inheritdoc/>
    public PreferencePair CreatePair(PromptSplit split, long index)
    {
        var prompt = CreatePrompt(split, index);
        var before = prompt.Text[^2];
        var (first, second) = (Follow(SlotsStreams.Responses, split, index, before), Follow(SlotsStreams.Responses + (1L << 32), split, index, before));
        var stream = Stream(SlotsStreams.Label, split, index);
        var firstWins = _score.Of(first) + Noise(stream) >= _score.Of(second) + Noise(stream);
        var (chosen, rejected) = firstWins ? (first, second) : (second, first);
        return new PreferencePair(prompt, chosen, rejected)
        {
            ChosenSlots = [.. SlotsText.SlotsOf(chosen)],
            RejectedSlots = [.. SlotsText.SlotsOf(rejected)],
        };
    }

    // A hash of the letters and the seed decides the split, never the index; a prompt is drawn again until it belongs.
    private string Letters(PromptSplit split, long index)
    {
        var stream = Stream(SlotsStreams.Prompt, split, index);
        while (true)
        {
            var letters = _text.Plain(stream, _options.PromptLength);
            var hash = letters.Aggregate(0L, (sum, letter) => unchecked((sum * 31) + letter));
            var isHeldOut = RandomStream.Create(_options.Seed, RandomPurpose.Environment, SlotsStreams.Split, hash).NextDouble() < TestFraction;
            if (isHeldOut == (split == PromptSplit.Test))
            {
                return letters;
            }
        }
    }

    private string Follow(long family, PromptSplit split, long index, char before) =>
        _text.Continue(before, Stream(family, split, index), _options.ResponseLength);

    private RandomStream Stream(long family, PromptSplit split, long index) =>
        RandomStream.Create(_options.Seed, RandomPurpose.Environment, family, index, (int)split);

    private double Noise(RandomStream stream) => _options.LabelNoise == 0 ? 0 : _options.LabelNoise * -Math.Log(-Math.Log(stream.NextDouble()));
}
