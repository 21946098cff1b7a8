using Align.Algorithms.PromptSelection;

namespace Align.Testing;

/// <summary>What can be wrong with a prompt selector.</summary>
internal static class SelectionBreaches
{
    private const int Steps = 3;

    public static string? Indices(IPromptSelector selector, SelectionExample example, LawOptions options)
    {
        var selection = selector.Begin(example.Scope);
        for (var step = 0; step < Steps; step++)
        {
            var prompts = Sampled(selector, selection, example, step);
            var batches = 1 + selector.MaxRefills;
            if (prompts.Length != example.Prompts * batches)
            {
                return $"Step {step} has {prompts.Length} prompts in {batches} batches of {example.Prompts}.";
            }
            var outside = prompts.FirstOrDefault(prompt => prompt < 0 || prompt >= (example.Population ?? long.MaxValue), -1);
            if (prompts.Contains(outside))
            {
                return $"Step {step} has the prompt {outside}; there are {example.Population}.";
            }
            selection.Observe(step, example.Observe(step, prompts));
        }
        return null;
    }

    public static string? AskingChangesNothing(IPromptSelector selector, SelectionExample example, LawOptions options)
    {
        var (asked, plain) = (selector.Begin(example.Scope), selector.Begin(example.Scope));
        for (var step = 0; step < Steps; step++)
        {
            var expected = Sampled(selector, plain, example, step);
            asked.Select(step + 1, 0, example.Prompts);
            Sampled(selector, asked, example, step);
            var got = Sampled(selector, asked, example, step);
            if (!got.SequenceEqual(expected))
            {
                return $"Asked again, step {step} has the prompts [{string.Join(", ", got)}]; asked once it has [{string.Join(", ", expected)}].";
            }
            plain.Observe(step, example.Observe(step, expected));
            asked.Observe(step, example.Observe(step, expected));
        }
        return null;
    }

    public static string? Resumes(IPromptSelector selector, SelectionExample example, LawOptions options)
    {
        var selection = selector.Begin(example.Scope);
        for (var step = 0; step < Steps; step++)
        {
            var resumed = selector.Begin(example.Scope);
            resumed.Restore(selection.Save());
            if (!Same(selection.Save(), resumed.Save()))
            {
                return $"What was restored before step {step} is not saved as it was.";
            }
            var (expected, got) = (Sampled(selector, selection, example, step), Sampled(selector, resumed, example, step));
            if (!got.SequenceEqual(expected))
            {
                return $"Resumed, step {step} has the prompts [{string.Join(", ", got)}]; expected [{string.Join(", ", expected)}].";
            }
            var metrics = selection.Observe(step, example.Observe(step, expected));
            if (!metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal).SequenceEqual(
                resumed.Observe(step, example.Observe(step, expected)).OrderBy(metric => metric.Key, StringComparer.Ordinal)))
            {
                return $"Resumed, the metrics of step {step} differ.";
            }
        }
        return null;
    }

    public static string? DeclaredState(IPromptSelector selector, SelectionExample example, LawOptions options)
    {
        var (taught, plain) = (selector.Begin(example.Scope), selector.Begin(example.Scope));
        taught.Observe(0, example.Observe(0, Sampled(selector, taught, example, 0)));
        return Same(taught.Save(), SelectionState.Empty) && Sampled(selector, taught, example, 1).SequenceEqual(Sampled(selector, plain, example, 1))
            ? null
            : "After an observation it selects or saves something else, and its traits do not say that it learns.";
    }

    public static string? FiniteMetrics(IPromptSelector selector, SelectionExample example, LawOptions options)
    {
        var selection = selector.Begin(example.Scope);
        for (var step = 0; step < Steps; step++)
        {
            var metrics = selection.Observe(step, example.Observe(step, Sampled(selector, selection, example, step)));
            foreach (var (name, value) in metrics.Where(metric => !double.IsFinite(metric.Value)))
            {
                return $"In step {step}, {name} is {Closeness.Text(value)}.";
            }
        }
        return null;
    }

    // All batches of the step, as where every prompt is let go.
    private static long[] Sampled(IPromptSelector selector, IPromptSelection selection, SelectionExample example, int step) =>
        [.. Enumerable.Range(0, 1 + selector.MaxRefills).SelectMany(refill => selection.Select(step, refill, example.Prompts))];

    private static bool Same(SelectionState one, SelectionState other) =>
        one.Integers.Keys.Order(StringComparer.Ordinal).SequenceEqual(other.Integers.Keys.Order(StringComparer.Ordinal))
        && one.Numbers.Keys.Order(StringComparer.Ordinal).SequenceEqual(other.Numbers.Keys.Order(StringComparer.Ordinal))
        && one.Integers.All(column => column.Value.SequenceEqual(other.Integers[column.Key]))
        && one.Numbers.All(column => column.Value.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(other.Numbers[column.Key].Select(BitConverter.DoubleToInt64Bits)));
}
