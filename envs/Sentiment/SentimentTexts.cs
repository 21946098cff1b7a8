using Align.Core;

namespace Align.Envs.Sentiment;

/// <summary>Draws the prompts and the responses of a world, by split and index.</summary>
internal sealed class SentimentTexts(SentimentOptions options, MarkovText chain, MarkovText negative)
{
    private readonly SentimentSplit _membership = new(options.Seed);

    /// <summary>The words of a prompt, without marker and end; drawn again until they belong to the split.</summary>
    public string Prompt(PromptSplit split, long index)
    {
        var stream = Stream(SentimentStreams.Prompt, split, index);
        while (true)
        {
            var words = chain.Draw(stream, Length(stream, options.MinPromptLength, options.MaxPromptLength));
            if (_membership.Contains(split, words))
            {
                return words;
            }
        }
    }

    /// <summary>A text to imitate.</summary>
    public string Solution(PromptSplit split, long index, char before) => Follow(chain, Stream(SentimentStreams.Solution, split, index), before);

    /// <summary>One of the two responses of a pair; of the same distribution as the texts to imitate.</summary>
    public string Response(PromptSplit split, long index, char before, int which) =>
        Follow(chain, Stream(SentimentStreams.Responses + ((long)which << 32), split, index), before);

    /// <summary>A clearly negative text.</summary>
    public string Negative(PromptSplit split, long index, char before) => Follow(negative, Stream(SentimentStreams.Negative, split, index), before);

    private string Follow(MarkovText source, RandomStream stream, char before) =>
        source.Continue(before, stream, Length(stream, options.MinResponseLength, options.MaxResponseLength));

    private static int Length(RandomStream stream, int least, int most) => least + (int)stream.NextInt64(most - least + 1);

    private RandomStream Stream(long family, PromptSplit split, long index) =>
        RandomStream.Create(options.Seed, RandomPurpose.Environment, family, index, (int)split);
}
