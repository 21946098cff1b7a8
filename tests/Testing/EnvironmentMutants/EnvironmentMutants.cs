using Align.Core;

namespace Align.Tests.Testing.EnvironmentMutants;

/// <summary>Asks for the square of a number; each fault is a property away.</summary>
public sealed class SquaresEnvironment : IEnvironment
{
    private int _calls;

    public string Name { get; init; } = "squares";

    public string Alphabet { get; init; } = "0123456789^:";

    /// <summary>Counts calls into the prompt.</summary>
    public bool Remembers { get; init; }

    /// <summary>Numbers both splits alike.</summary>
    public bool Shares { get; init; }

    /// <summary>Gives the first prompt again after the last.</summary>
    public bool Wraps { get; init; }

    /// <summary>Gives a solution that is wrong from 50 on.</summary>
    public bool Errs { get; init; }

    /// <summary>Ids are one too high.</summary>
    public bool Misnumbers { get; init; }

    /// <summary>Larger numbers are easier.</summary>
    public bool Misgrades { get; init; }

    public long? Count(PromptSplit split) => 100;

    public Prompt CreatePrompt(PromptSplit split, long index)
    {
        if (!Wraps)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 100);
        }
        var at = ((index % 100) + 100) % 100;
        var number = at + (split == PromptSplit.Test && !Shares ? 100 : 0);
        var square = (number * number) + (Errs && number >= 50 ? 1 : 0);
        return new Prompt(Misnumbers ? index + 1 : index, $"{number}^{(Remembers ? ++_calls : 2)}:")
        {
            Answer = $"{square}",
            Difficulty = Misgrades ? 1 - (number / 200.0) : number / 200.0,
            Metadata = new Dictionary<string, string> { ["cost"] = $"{number}", ["number"] = $"{number}" },
        };
    }
}

/// <summary>Judges squares; generously, where it is told to.</summary>
public sealed class SquareReward : IReward
{
    public string Name => "square";

    /// <summary>Accepts every number.</summary>
    public bool AcceptsAnyNumber { get; init; }

    /// <summary>Accepts the empty answer.</summary>
    public bool AcceptsNothing { get; init; }

    public ValueTask<RewardOutcome> ScoreAsync(Prompt prompt, Completion completion, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var number = long.Parse(prompt.Metadata["number"], System.Globalization.CultureInfo.InvariantCulture);
        var isRight = completion.Text == $"{number * number}"
            || (AcceptsAnyNumber && completion.Text.Length > 0 && completion.Text.All(char.IsAsciiDigit))
            || (AcceptsNothing && completion.Text.Length == 0);
        return new(new RewardOutcome.Scored(isRight ? 1 : 0));
    }
}
