using System.Globalization;
using Align.Core;
using Align.Training.Supervision;

namespace Align.Tests.Training.Evaluation;

/// <summary>Prompts of one digit, whose answer is its parity, in two categories.</summary>
internal sealed class ParityDigits : IEnvironment
{
    public string Name => "parity_digits";

    public string Alphabet => "0123456789=";

    public long? Count(PromptSplit split) => null;

    public Prompt CreatePrompt(PromptSplit split, long index) => new(index, (index % 10).ToString(CultureInfo.InvariantCulture) + "=")
    {
        Answer = (index % 2).ToString(CultureInfo.InvariantCulture),
        Difficulty = index % 10 / 9.0,
        Metadata = new Dictionary<string, string> { ["category"] = index % 2 == 0 ? "even" : "odd" },
    };
}

/// <summary>A value for completions of even length, none for others.</summary>
internal sealed class EvenLengthReward(double value = 0.5) : IReward
{
    public string Name => "even_length";

    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken) =>
        new(new RewardOutcome.Scored(completion.TokenIds.Length % 2 == 0 ? value : 0));
}

/// <summary>Hears nothing.</summary>
internal sealed class SilentObserver : IRunObserver
{
    public void OnEvent(RunEvent runEvent)
    {
    }
}
