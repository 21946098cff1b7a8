using Align.Core;
using Align.Envs.Slots;

namespace Align.Tests.Envs.Slots;

public sealed class SlotsConformanceTests : EnvironmentConformance
{
    protected override IEnvironment Create() => new SlotsEnvironment(new SlotsOptions());
}

public sealed class SlotsEnvironmentTests
{
    private static readonly SlotsEnvironment World = new(new SlotsOptions { LabelNoise = 0 });

    private static IEnumerable<PreferencePair> Pairs => Enumerable.Range(0, 300).Select(index => World.CreatePair(PromptSplit.Train, index));

    [Fact]
    public void Every_answer_has_a_slot_and_its_slots_are_the_characters_after_a_mark() => Assert.All(Pairs, pair =>
    {
        Assert.NotEmpty(pair.ChosenSlots);
        Assert.All(pair.ChosenSlots, at => Assert.Equal('*', pair.Chosen[at - 1]));
        Assert.Equal(pair.Rejected.Count(letter => letter == '*'), pair.RejectedSlots.Length);
        Assert.DoesNotContain("**", pair.Chosen + "-" + pair.Rejected, StringComparison.Ordinal);
        Assert.Equal((12, 12), (pair.Chosen.Length, pair.Rejected.Length));
    });

    [Fact]
    public void Without_noise_the_chosen_answer_never_scores_lower() =>
        Assert.All(Pairs, pair => Assert.True(Score(pair, pair.Chosen) >= Score(pair, pair.Rejected)));

    [Fact]
    public void Noise_turns_some_labels_and_not_most()
    {
        var noisy = new SlotsEnvironment(new SlotsOptions { LabelNoise = 0.3 });
        var turned = Enumerable.Range(0, 300).Select(index => noisy.CreatePair(PromptSplit.Train, index))
            .Count(pair => Score(pair, pair.Chosen) < Score(pair, pair.Rejected));

        Assert.InRange(turned, 10, 120);
    }

    [Fact]
    public void A_pair_belongs_to_the_prompt_of_its_index() => Assert.All(
        Enumerable.Range(0, 20), index => Assert.Equal(World.CreatePrompt(PromptSplit.Test, index).Text, World.CreatePair(PromptSplit.Test, index).Prompt.Text));

    [Fact]
    public void Pairs_are_a_function_of_options_split_and_index()
    {
        var again = new SlotsEnvironment(new SlotsOptions { LabelNoise = 0 });

        Assert.Equal(Pairs.Select(pair => (pair.Chosen, pair.Rejected)), Enumerable.Range(0, 300).Select(index => again.CreatePair(PromptSplit.Train, index)).Select(pair => (pair.Chosen, pair.Rejected)));
        Assert.NotEqual(World.CreatePair(PromptSplit.Train, 0).Chosen, new SlotsEnvironment(new SlotsOptions { Seed = 1 }).CreatePair(PromptSplit.Train, 0).Chosen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(27)]
    public void An_option_out_of_range_is_refused(int letters) =>
        Assert.Throws<ArgumentException>(() => new SlotsEnvironment(new SlotsOptions { Letters = letters }));

    // The mean value over the characters after a mark, read from the metadata that the reward reads.
    private static double Score(PreferencePair pair, string text)
    {
        var values = pair.Prompt.Metadata["slot_values"].Split(' ').ToDictionary(entry => entry[0], entry => double.Parse(entry[2..], System.Globalization.CultureInfo.InvariantCulture));
        return text.Skip(1).Where((_, before) => text[before] == '*').Average(letter => values[letter]);
    }
}
