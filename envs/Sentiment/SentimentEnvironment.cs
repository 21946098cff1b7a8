using System.Globalization;
using Align.Core;

namespace Align.Envs.Sentiment;

/// <summary>A synthetic world of texts with a known sentiment: a character is a word, and words are worth more or less to a domain's taste.</summary>
/// <remarks>
/// Texts are draws from one Markov chain. A prompt is a few words and a colon; its solution is a text that follows, for
/// supervised training. A pair is two such texts, labelled by Gumbel noise on their true scores as in MADPO's experiment
/// (arXiv:2510.05342). Metadata: the domain, and what the rewards <c>lexicon</c> and <c>well_formed</c> judge by.
/// </remarks>
public sealed class SentimentEnvironment : IPreferenceEnvironment
{
    /// <summary>How strongly the clearly negative texts lean to negative words: their mean score is about −2.7.</summary>
    private const double NegativeLean = 2;

    private readonly SentimentOptions _options;
    private readonly SentimentTexts _texts;
    private readonly SentimentPairs _pairs;
    private readonly Dictionary<string, string> _metadata;

    /// <summary>The environment of <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public SentimentEnvironment(SentimentOptions options)
    {
        _options = ValidOptions.Require(options);
        var chain = MarkovText.Create(options.Seed);
        var lexicon = new SentimentTastes(chain, options).Create(options.Domain, options.Correlation);
        _texts = new SentimentTexts(options, chain, chain.LeanAgainst(lexicon, NegativeLean));
        _pairs = new SentimentPairs(options, _texts, lexicon);
        _metadata = new Dictionary<string, string>
        {
            ["domain"] = SentimentSymbols.MarkerOf(options.Domain).ToString(),
            ["lexicon"] = lexicon.ToString(),
            ["negation"] = SentimentSymbols.Negation.ToString(),
            ["words"] = SentimentSymbols.Words,
            ["min_length"] = options.MinResponseLength.ToString(CultureInfo.InvariantCulture),
            ["max_length"] = options.MaxResponseLength.ToString(CultureInfo.InvariantCulture),
        };
    }

    private SplitSizes Sizes => new(_options.TrainSize, _options.TestSize);

    /// <inheritdoc/>
    public string Name => "sentiment";

    /// <inheritdoc/>
    /// <remarks>The same for every domain, so that one model serves them all.</remarks>
    public string Alphabet => SentimentSymbols.Alphabet;

    /// <inheritdoc/>
    public long? Count(PromptSplit split) => Sizes.Of(split);

    /// <inheritdoc/>
    public Prompt CreatePrompt(PromptSplit split, long index)
    {
        Sizes.RequireInside(split, index);
        return PromptOf(split, index, _texts.Prompt(split, index));
    }

    /// <inheritdoc/>
    public PreferencePair CreatePair(PromptSplit split, long index)
    {
        Sizes.RequireInside(split, index);
        var words = _texts.Prompt(split, index);
        var (chosen, rejected) = _pairs.Create(split, index, words[^1]);
        return new PreferencePair(PromptOf(split, index, words), chosen, rejected);
    }

    private Prompt PromptOf(PromptSplit split, long index, string words) => new(index, $"{Marker}{words}{SentimentSymbols.PromptEnd}")
    {
        Solution = _texts.Solution(split, index, words[^1]),
        Metadata = _metadata,
    };

    private string Marker => _options.DomainMarker ? SentimentSymbols.MarkerOf(_options.Domain).ToString() : "";
}
