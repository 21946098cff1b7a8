using System.Globalization;
using Align.Core;

namespace Align.Tests.Training.Preference;

/// <summary>The world of digits with a solution for each prompt, one digit as likely as another: a warm start gives the logits some size and no taste.</summary>
internal sealed class SolvedDigitPairs : IPreferenceEnvironment
{
    private readonly DigitPairs _pairs = new();

    public string Name => _pairs.Name;

    public string Alphabet => _pairs.Alphabet;

    public long? Count(PromptSplit split) => _pairs.Count(split);

    public Prompt CreatePrompt(PromptSplit split, long index) =>
        _pairs.CreatePrompt(split, index) with { Solution = string.Create(CultureInfo.InvariantCulture, $"{index * 7 % 10}{index * 3 % 10}") };

    public PreferencePair CreatePair(PromptSplit split, long index) => _pairs.CreatePair(split, index);
}
