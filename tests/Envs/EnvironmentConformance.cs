using Align.Core;

namespace Align.Tests.Envs;

/// <summary>What every environment promises. A new one gets these tests by deriving a class from this one.</summary>
public abstract class EnvironmentConformance
{
    private const int Inspected = 400;

    protected abstract IEnvironment Create();

    [Fact]
    public void Its_name_is_snake_case() => Assert.Matches("^[a-z][a-z0-9_]*$", Create().Name);

    [Theory]
    [InlineData(PromptSplit.Train)]
    [InlineData(PromptSplit.Test)]
    public void Two_instances_make_the_same_prompts(PromptSplit split)
    {
        var (one, other) = (Create(), Create());

        Assert.Equal(Indices(one, split).Select(index => Facts(one, split, index)), Indices(one, split).Reverse().Select(index => Facts(other, split, index)).Reverse());
    }

    [Theory]
    [InlineData(PromptSplit.Train)]
    [InlineData(PromptSplit.Test)]
    public void A_prompts_id_is_its_index(PromptSplit split)
    {
        var environment = Create();

        Assert.All(Indices(environment, split), index => Assert.Equal(index, environment.CreatePrompt(split, index).Id));
    }

    [Fact]
    public void The_splits_share_no_prompt()
    {
        var environment = Create();
        var train = Prompts(environment, PromptSplit.Train).Select(prompt => prompt.Text).ToHashSet();

        Assert.Empty(Prompts(environment, PromptSplit.Test).Select(prompt => prompt.Text).Intersect(train));
    }

    [Theory]
    [InlineData(PromptSplit.Train)]
    [InlineData(PromptSplit.Test)]
    public void Difficulty_lies_between_0_and_1(PromptSplit split) =>
        Assert.All(Prompts(Create(), split), prompt => Assert.True(prompt.Difficulty is null or (>= 0 and <= 1), $"{prompt.Text} has difficulty {prompt.Difficulty}"));

    [Theory]
    [InlineData(PromptSplit.Train)]
    [InlineData(PromptSplit.Test)]
    public void The_alphabet_covers_prompts_and_solutions(PromptSplit split)
    {
        var environment = Create();
        var alphabet = environment.Alphabet.EnumerateRunes().ToHashSet();

        Assert.Equal(environment.Alphabet.EnumerateRunes().Count(), alphabet.Count);
        if (alphabet.Count > 0)
        {
            Assert.All(Prompts(environment, split), prompt => Assert.Subset(alphabet, (prompt.Text + prompt.Answer + prompt.Solution).EnumerateRunes().ToHashSet()));
        }
    }

    [Theory]
    [InlineData(PromptSplit.Train)]
    [InlineData(PromptSplit.Test)]
    public void Prompts_are_not_empty(PromptSplit split) =>
        Assert.All(Prompts(Create(), split), prompt => Assert.NotEmpty(prompt.Text));

    [Theory]
    [InlineData(PromptSplit.Train)]
    [InlineData(PromptSplit.Test)]
    public void An_index_outside_the_split_is_refused(PromptSplit split)
    {
        var environment = Create();

        Assert.Throws<ArgumentOutOfRangeException>(() => environment.CreatePrompt(split, -1));
        if (environment.Count(split) is { } count)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => environment.CreatePrompt(split, count));
            Assert.Equal(count - 1, environment.CreatePrompt(split, count - 1).Id);
        }
        else
        {
            Assert.Equal(long.MaxValue, environment.CreatePrompt(split, long.MaxValue).Id);
        }
    }

    private static IEnumerable<long> Indices(IEnvironment environment, PromptSplit split)
    {
        var count = (int)Math.Min(Inspected, environment.Count(split) ?? Inspected);
        Assert.True(count > 0, $"The {split} split is empty.");
        return Enumerable.Range(0, count).Select(index => (long)index);
    }

    private static IEnumerable<Prompt> Prompts(IEnvironment environment, PromptSplit split) =>
        Indices(environment, split).Select(index => environment.CreatePrompt(split, index));

    private static (string, string?, string?, double?, string) Facts(IEnvironment environment, PromptSplit split, long index)
    {
        var prompt = environment.CreatePrompt(split, index);
        var metadata = string.Join(';', prompt.Metadata.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => $"{fact.Key}={fact.Value}"));
        return (prompt.Text, prompt.Answer, prompt.Solution, prompt.Difficulty, metadata);
    }
}
