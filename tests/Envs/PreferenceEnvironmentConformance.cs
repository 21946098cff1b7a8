using Align.Core;

namespace Align.Tests.Envs;

/// <summary>What every environment that makes preference pairs promises beyond <see cref="EnvironmentConformance"/>.</summary>
public abstract class PreferenceEnvironmentConformance : EnvironmentConformance
{
    private const int Inspected = 200;

    [Theory]
    [InlineData(PromptSplit.Train)]
    [InlineData(PromptSplit.Test)]
    public void A_pairs_prompt_is_the_prompt_of_its_index(PromptSplit split)
    {
        var environment = CreatePaired();

        Assert.All(Indices(environment, split), index =>
        {
            var (prompt, paired) = (environment.CreatePrompt(split, index), environment.CreatePair(split, index).Prompt);
            Assert.Equal((prompt.Id, prompt.Text, prompt.Answer, prompt.Solution, prompt.Difficulty), (paired.Id, paired.Text, paired.Answer, paired.Solution, paired.Difficulty));
            Assert.Equal(prompt.Metadata, paired.Metadata);
        });
    }

    [Theory]
    [InlineData(PromptSplit.Train)]
    [InlineData(PromptSplit.Test)]
    public void Two_instances_make_the_same_pairs_in_any_order(PromptSplit split)
    {
        var (one, other) = (CreatePaired(), CreatePaired());

        Assert.Equal(Indices(one, split).Select(index => Texts(one, split, index)), Indices(one, split).Reverse().Select(index => Texts(other, split, index)).Reverse());
    }

    [Theory]
    [InlineData(PromptSplit.Train)]
    [InlineData(PromptSplit.Test)]
    public void The_two_answers_of_a_pair_are_texts_of_the_alphabet(PromptSplit split)
    {
        var environment = CreatePaired();
        var alphabet = environment.Alphabet.ToHashSet();

        Assert.All(Indices(environment, split), index =>
        {
            var (chosen, rejected) = Texts(environment, split, index);
            Assert.NotEmpty(chosen);
            Assert.NotEmpty(rejected);
            Assert.Subset(alphabet, (chosen + rejected).ToHashSet());
        });
    }

    [Theory]
    [InlineData(PromptSplit.Train)]
    [InlineData(PromptSplit.Test)]
    public void A_pair_outside_the_split_is_refused(PromptSplit split)
    {
        var environment = CreatePaired();

        Assert.Throws<ArgumentOutOfRangeException>(() => environment.CreatePair(split, -1));
        if (environment.Count(split) is { } count)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => environment.CreatePair(split, count));
        }
    }

    private IPreferenceEnvironment CreatePaired() => Assert.IsType<IPreferenceEnvironment>(Create(), exactMatch: false);

    private static IEnumerable<long> Indices(IPreferenceEnvironment environment, PromptSplit split) =>
        Enumerable.Range(0, (int)Math.Min(Inspected, environment.Count(split) ?? Inspected)).Select(index => (long)index);

    private static (string, string) Texts(IPreferenceEnvironment environment, PromptSplit split, long index)
    {
        var pair = environment.CreatePair(split, index);
        return (pair.Chosen, pair.Rejected);
    }
}
