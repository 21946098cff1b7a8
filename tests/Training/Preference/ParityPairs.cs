using Align.Core;

namespace Align.Tests.Training.Preference;

/// <summary>One of two domains in conflict: in one answers of even digits are preferred, in the other those of odd digits. The prompts begin with the domain's digit.</summary>
internal sealed class ParityPairs(bool odd) : IPreferenceEnvironment
{
    private readonly DigitPairs _pairs = new();

    public string Name => "parity_pairs";

    public string Alphabet => _pairs.Alphabet;

    public long? Count(PromptSplit split) => _pairs.Count(split);

    public Prompt CreatePrompt(PromptSplit split, long index) => Marked(_pairs.CreatePrompt(split, index));

    public PreferencePair CreatePair(PromptSplit split, long index)
    {
        var pair = _pairs.CreatePair(split, index);
        return odd ? new PreferencePair(Marked(pair.Prompt), pair.Rejected, pair.Chosen) : pair with { Prompt = Marked(pair.Prompt) };
    }

    private Prompt Marked(Prompt prompt) => prompt with { Text = (odd ? "1=" : "0=") + prompt.Text, Metadata = new Dictionary<string, string> { ["odd"] = odd.ToString() } };
}
