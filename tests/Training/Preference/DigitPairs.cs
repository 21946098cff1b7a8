using System.Globalization;
using Align.Core;

namespace Align.Tests.Training.Preference;

/// <summary>A world of one rule: after "a=", an answer of even digits is preferred to one of odd digits. Pairs differ in length now and then.</summary>
internal sealed class DigitPairs(long? count = 64) : IPreferenceEnvironment
{
    public string Name => "digit_pairs";

    public string Alphabet => "0123456789=";

    public long? Count(PromptSplit split) => split == PromptSplit.Train ? count : 48;

    public Prompt CreatePrompt(PromptSplit split, long index) => CreatePair(split, index).Prompt;

    public PreferencePair CreatePair(PromptSplit split, long index)
    {
        var random = RandomStream.Create(17, RandomPurpose.Environment, (long)split, index);
        var question = random.NextInt64(100).ToString(CultureInfo.InvariantCulture) + "=";
        return new PreferencePair(new Prompt(index, question) { Answer = "0" }, Digits(random, 0), Digits(random, 1));
    }

    private static string Digits(RandomStream random, int parity) =>
        string.Concat(Enumerable.Range(0, 1 + (int)random.NextInt64(3)).Select(_ => (char)('0' + parity + (2 * (int)random.NextInt64(5)))));
}
