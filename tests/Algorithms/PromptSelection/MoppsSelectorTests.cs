using System.ComponentModel.DataAnnotations;
using Align.Algorithms.PromptSelection;
using Align.Core;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Algorithms.PromptSelection;

public sealed class MoppsSelectorTests : IDisposable
{
    private static readonly SelectionScope s_scope = new(Seed: 7, Stage: 0, Population: 50, PromptsPerStep: 5);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("align-mopps-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_selection_is_of_different_prompts_and_repeats_itself() =>
        Prop.ForAll(
            Gen.Choose(0, 1000).ToArbitrary(),
            Gen.Choose(1, 30).ToArbitrary(),
            Gen.Elements(SelectionStrategy.TopK, SelectionStrategy.Threshold, SelectionStrategy.Uniform).ToArbitrary(),
            (step, count, strategy) =>
            {
                var scope = new SelectionScope(step % 3, step % 2, 30 + (step % 17), count);
                var selector = new MoppsSelector { Strategy = strategy, Pool = 1 + (step % 4) };
                var once = selector.Begin(scope).Select(step, 0, count);
                var selection = selector.Begin(scope);
                selection.Select(step + 1, 0, count);
                return once.Length == count && once.Distinct().Count() == count
                    && once.All(prompt => prompt >= 0 && prompt < scope.Population)
                    && selection.Select(step, 0, count).SequenceEqual(once);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Prompts_of_middling_success_are_preferred()
    {
        // After a hundred rollouts each, prompts 0..9 succeed half the time and the other forty never or always.
        var selection = new MoppsSelector { Pool = 10 }.Begin(s_scope);
        selection.Observe(0, [.. Enumerable.Range(0, 50).Select(i => Seen(i, i < 10 ? 50 : i % 2 * 100, 100))]);
        for (var step = 1; step < 20; step++)
        {
            Assert.All(selection.Select(step, 0, 5), prompt => Assert.InRange(prompt, 0, 9));
        }
    }

    [Fact]
    public void The_state_is_restored_bit_for_bit()
    {
        var selector = new MoppsSelector { Decay = 0.7 };
        var selection = selector.Begin(s_scope);
        for (var step = 0; step < 4; step++)
        {
            selection.Observe(step, [.. selection.Select(step, 0, 5).Select((prompt, i) => Seen(prompt, i, 3 + i))]);
        }
        var saved = selection.Save();
        Assert.Equal(saved.Integers["prompt"].Order(), saved.Integers["prompt"]);
        var restored = selector.Begin(s_scope);
        restored.Restore(saved);
        Assert.Equal(saved.Numbers["alpha"], restored.Save().Numbers["alpha"]);
        Assert.Equal(saved.Numbers["beta"], restored.Save().Numbers["beta"]);
        Assert.Equal(selection.Select(4, 0, 5), restored.Select(4, 0, 5));
        Assert.Throws<ArgumentException>(() => selector.Begin(s_scope).Restore(SelectionState.Empty));
    }

    [Fact]
    public void Beliefs_take_the_true_counts_prompt_by_prompt()
    {
        // λ = 0.5, prior Beta(1, 1): 2 of 3 gives (3, 2); 1 of 9 gives (2, 9); a prompt that could not be judged stays unknown.
        var selection = new MoppsSelector { Decay = 0.5 }.Begin(s_scope);
        selection.Observe(0, [Seen(4, 2, 3), Seen(1, 1, 9), Seen(2, 0, 0)]);
        var saved = selection.Save();
        Assert.Equal([1, 4], saved.Integers["prompt"]);
        Assert.Equal([2, 3], saved.Numbers["alpha"]);
        Assert.Equal([9, 2], saved.Numbers["beta"]);
    }

    [Fact]
    public void A_pool_of_one_takes_the_uniform_order_and_an_epoch_has_every_prompt_once()
    {
        // 50 prompts, 5 a step: ten steps are an epoch.
        var selection = new MoppsSelector { Pool = 1 }.Begin(s_scope);
        var epoch = Enumerable.Range(10, 10).SelectMany(step => selection.Select(step, 0, 5)).ToArray();
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), epoch.Order());
    }

    [Fact]
    public void The_metrics_are_measured_before_the_beliefs_learn()
    {
        var selection = new MoppsSelector().Begin(s_scope);
        var first = selection.Observe(0, [Seen(0, 0, 4), Seen(1, 2, 4), Seen(2, 4, 4)]);
        Assert.Equal(0, first["mopps/known_prompts"]);
        Assert.Equal(1.0 / 3, first["mopps/effective_ratio"]);
        Assert.Equal(0.5, first["mopps/observed_mean"]);
        Assert.InRange(first["mopps/spearman"], -1, 1);
        Assert.False(first.ContainsKey("mopps/posterior_mean"));
        var second = selection.Observe(1, [Seen(0, 2, 4), Seen(1, 2, 4)]);
        Assert.Equal(3, second["mopps/known_prompts"]);
        // Beta(1, 5), Beta(3, 3), Beta(5, 1): means 1/6, 1/2, 5/6.
        Sample.Close(0.5, second["mopps/posterior_mean"]);
        Assert.False(second.ContainsKey("mopps/spearman"));
    }

    [Fact]
    public void Beliefs_learned_from_a_good_history_foretell_the_outcome()
    {
        var selection = new MoppsSelector().Begin(s_scope);
        var truth = Enumerable.Range(0, 50).Select(i => Seen(i, 2 * i, 100)).ToArray();
        selection.Observe(0, truth);
        Assert.True(selection.Observe(1, truth)["mopps/spearman"] > 0.9);
    }

    [Fact]
    public void Beliefs_may_begin_from_a_file()
    {
        var path = Write("""{"3": [2.5, 7.5], "1": {"successes": 2, "rollouts": 3}}""");
        var saved = new MoppsSelector { PriorFile = path }.Begin(s_scope).Save();
        Assert.Equal([1, 3], saved.Integers["prompt"]);
        // Counts three times: 1 + 6, 1 + 3.
        Assert.Equal([7, 2.5], saved.Numbers["alpha"]);
        Assert.Equal([4, 7.5], saved.Numbers["beta"]);
    }

    [Theory]
    [InlineData("[]", "is no JSON object")]
    [InlineData("{", "cannot be read")]
    [InlineData("""{"x": [1, 1]}""", "no prompt index")]
    [InlineData("""{"50": [1, 1]}""", "no prompt index below 50")]
    [InlineData("""{"1": [1, 0]}""", "neither a belief nor counts")]
    [InlineData("""{"1": {"successes": 4, "rollouts": 3}}""", "neither a belief nor counts")]
    [InlineData("""{"1": [1, 1], "01": [1, 1]}""", "twice")]
    public void A_file_of_another_form_is_refused_with_the_entry(string text, string reason)
    {
        var error = Assert.Throws<DataFileException>(() => new MoppsSelector { PriorFile = Write(text) }.Begin(s_scope));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_population_that_is_unbounded_or_too_small_is_refused()
    {
        Assert.Contains("never repeats", Assert.Throws<ArgumentException>(() => new MoppsSelector().Begin(s_scope with { Population = null })).Message, StringComparison.Ordinal);
        Assert.Contains("there are 4", Assert.Throws<ArgumentException>(() => new MoppsSelector().Begin(s_scope with { Population = 4 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_band_is_refused() =>
        Assert.Single(new MoppsSelector { Lower = 0.7, Upper = 0.7 }.Validate(new ValidationContext(new object())));

    private static PromptObservation Seen(long prompt, int successes, int scored) =>
        new(prompt, successes, scored, scored == 0 ? 0 : (double)successes / scored, successes > 0 && successes < scored);

    private string Write(string text)
    {
        var path = Path.Combine(_directory.FullName, "beliefs.json");
        File.WriteAllText(path, text);
        return path;
    }
}
