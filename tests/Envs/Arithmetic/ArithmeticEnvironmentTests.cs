using System.Globalization;
using Align.Core;
using Align.Envs.Arithmetic;
using FsCheck;
using FsCheck.Fluent;

namespace Align.Tests.Envs.Arithmetic;

public sealed class ArithmeticEnvironmentTests
{
    private static readonly ArithmeticOperation[] Every = [ArithmeticOperation.Add, ArithmeticOperation.Sub, ArithmeticOperation.Mul];

    [Fact]
    public void Answers_are_right() => Prop
        .ForAll<long, PositiveInt>((seed, index) =>
        {
            var prompt = Environment(1, 9, seed: seed).CreatePrompt(PromptSplit.Train, index.Get);
            return prompt.Answer == Solve(prompt.Text) && prompt.Solution == prompt.Answer;
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_difference_may_be_negative()
    {
        var environment = Environment(1, 1, operations: ArithmeticOperation.Sub);

        Assert.Contains(All(environment, PromptSplit.Train), prompt => prompt.Answer!.StartsWith('-'));
    }

    // Two digits: 90 · 90 = 8,100 sums; a fifth of the 4,095 unordered pairs is held out, give or take.
    [Fact]
    public void Small_spaces_are_listed_once_each()
    {
        var environment = Environment(2, 2, operations: ArithmeticOperation.Add);
        var train = All(environment, PromptSplit.Train).Select(prompt => prompt.Text).ToList();
        var test = All(environment, PromptSplit.Test).Select(prompt => prompt.Text).ToList();

        Assert.Equal(8100, train.Concat(test).Distinct().Count());
        Assert.Equal(8100, train.Count + test.Count);
        Assert.InRange(test.Count, 1400, 1850);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void The_held_out_share_is_what_was_asked(double fraction)
    {
        var environment = Environment(2, 2, fraction: fraction);

        // 24,300 problems in about 16,000 independent draws: five standard deviations are at most 0.02.
        Assert.InRange(environment.Count(PromptSplit.Test)!.Value / 24_300.0, fraction - 0.02, fraction + 0.02);
    }

    [Fact]
    public void Both_orders_of_a_sum_or_a_product_share_a_split()
    {
        var environment = Environment(2, 2, operations: [ArithmeticOperation.Add, ArithmeticOperation.Mul]);
        var train = All(environment, PromptSplit.Train).Select(Key).ToHashSet();

        Assert.All(train, key => Assert.Contains((key.Operation, key.Right, key.Left), train));
    }

    [Fact]
    public void Sampled_splits_are_disjoint()
    {
        var environment = Environment(1, 3);
        var train = First(environment, PromptSplit.Train, 20_000).Select(prompt => prompt.Text).ToHashSet();

        Assert.Null(environment.Count(PromptSplit.Train));
        Assert.Empty(First(environment, PromptSplit.Test, 20_000).Select(prompt => prompt.Text).Intersect(train));
    }

    // 15 cells, 15,000 prompts: the 0.001 quantile of chi-square with 14 degrees of freedom is 36.12.
    [Theory]
    [InlineData(PromptSplit.Train)]
    [InlineData(PromptSplit.Test)]
    public void Sampled_prompts_are_balanced_over_operations_and_digits(PromptSplit split)
    {
        var cells = First(Environment(1, 5), split, 15_000).CountBy(prompt => (prompt.Metadata["operation"], prompt.Metadata["digits"])).ToList();

        Assert.Equal(15, cells.Count);
        Assert.True(cells.Sum(cell => Math.Pow(cell.Value - 1000.0, 2) / 1000.0) < 36.12);
    }

    // 4 cells, the smallest with about 80 problems: the first 200 prompts, 50 a cell, use none up. 16.27 is the 0.001 quantile for 3.
    [Fact]
    public void Listed_prompts_are_balanced_until_a_cell_is_used_up()
    {
        var environment = Environment(1, 2, operations: [ArithmeticOperation.Add, ArithmeticOperation.Mul]);
        var cells = First(environment, PromptSplit.Train, 200).CountBy(prompt => (prompt.Metadata["operation"], prompt.Metadata["digits"])).ToList();

        Assert.Equal(4, cells.Count);
        Assert.True(cells.Sum(cell => Math.Pow(cell.Value - 50.0, 2) / 50.0) < 16.27);
    }

    [Fact]
    public void Operands_have_the_digits_that_were_asked() =>
        Assert.All(First(Environment(2, 4), PromptSplit.Train, 2000), prompt =>
        {
            Assert.Equal(prompt.Metadata["digits"], prompt.Metadata["left"].Length.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(prompt.Metadata["left"].Length, prompt.Metadata["right"].Length);
            Assert.InRange(prompt.Metadata["left"].Length, 2, 4);
        });

    [Fact]
    public void The_seed_changes_the_order_and_the_split()
    {
        var (one, other) = (Environment(2, 2, seed: 1), Environment(2, 2, seed: 2));

        Assert.NotEqual(First(one, PromptSplit.Train, 20).Select(prompt => prompt.Text), First(other, PromptSplit.Train, 20).Select(prompt => prompt.Text));
        Assert.NotEmpty(All(one, PromptSplit.Test).Select(prompt => prompt.Text).Intersect(All(other, PromptSplit.Train).Select(prompt => prompt.Text)));
    }

    [Theory]
    [InlineData(ArithmeticOperation.Add)]
    [InlineData(ArithmeticOperation.Sub)]
    [InlineData(ArithmeticOperation.Mul)]
    public void More_digits_are_always_harder(ArithmeticOperation operation)
    {
        var difficulties = First(Environment(1, 9, operations: operation), PromptSplit.Train, 20_000)
            .GroupBy(prompt => int.Parse(prompt.Metadata["digits"], CultureInfo.InvariantCulture), prompt => prompt.Difficulty!.Value)
            .OrderBy(group => group.Key)
            .Select(group => (Easiest: group.Min(), Hardest: group.Max()))
            .ToList();

        Assert.Equal(9, difficulties.Count);
        Assert.All(difficulties.Zip(difficulties.Skip(1)), pair => Assert.True(pair.First.Hardest < pair.Second.Easiest));
    }

    [Fact]
    public void A_product_is_harder_than_any_sum_or_difference_of_its_length()
    {
        var prompts = First(Environment(1, 9), PromptSplit.Train, 20_000).ToLookup(prompt => (prompt.Metadata["digits"], prompt.Metadata["operation"] == "mul"), prompt => prompt.Difficulty!.Value);

        Assert.All(Enumerable.Range(1, 9).Select(digits => $"{digits}"), digits => Assert.True(prompts[(digits, false)].Max() < prompts[(digits, true)].Min()));
    }

    // ln(cost)/ln 83. 11+22: 2 columns, no carry: cost 2. 57+68: two carries, 2 + 2/3. 52-17: one borrow, 2 + 1/3, as 17-52.
    // 12*34: products 3 4 6 8, none of 10 or more: 5. 57*68: 30 40 42 56: 5 + 4/5.
    [Theory]
    [InlineData("11+22=", 2.0)]
    [InlineData("57+68=", 2.0 + (2.0 / 3))]
    [InlineData("52-17=", 2.0 + (1.0 / 3))]
    [InlineData("17-52=", 2.0 + (1.0 / 3))]
    [InlineData("12*34=", 5.0)]
    [InlineData("57*68=", 5.8)]
    public void Carries_and_borrows_add_to_the_difficulty(string text, double cost)
    {
        var environment = Environment(2, 2);
        var prompt = All(environment, PromptSplit.Train).Concat(All(environment, PromptSplit.Test)).Single(prompt => prompt.Text == text);

        Assert.Equal(Math.Log(cost) / Math.Log(83), prompt.Difficulty!.Value, 12);
    }

    [Fact]
    public void The_alphabet_has_the_symbols_that_are_used_and_no_others()
    {
        Assert.Equal("0123456789=+", Environment(2, 2, operations: ArithmeticOperation.Add).Alphabet);
        Assert.Equal("0123456789=-", Environment(2, 2, operations: ArithmeticOperation.Sub).Alphabet);
        Assert.Equal("0123456789=+-*", Environment(2, 2, operations: [ArithmeticOperation.Mul, ArithmeticOperation.Add, ArithmeticOperation.Sub]).Alphabet);
    }

    // Part of the run format: resumed and repeated runs rely on these very prompts.
    [Fact]
    public void The_first_prompts_are_frozen()
    {
        Assert.Equal(FirstListed, First(new ArithmeticEnvironment(new ArithmeticOptions()), PromptSplit.Train, 3).Select(prompt => prompt.Text));
        Assert.Equal(FirstSampled, First(Environment(3, 3), PromptSplit.Test, 3).Select(prompt => prompt.Text));
    }

    private static readonly string[] FirstListed = ["44+51=", "78+75=", "35+98="];
    private static readonly string[] FirstSampled = ["510+609=", "834*650=", "568*860="];

    private static ArithmeticEnvironment Environment(int least, int most, long seed = 3, double fraction = 0.2, params ArithmeticOperation[] operations) => new(new ArithmeticOptions
    {
        Operations = operations.Length == 0 ? Every : operations,
        MinDigits = least,
        MaxDigits = most,
        Seed = seed,
        TestFraction = fraction,
    });

    private static IEnumerable<Prompt> All(ArithmeticEnvironment environment, PromptSplit split) => First(environment, split, (int)environment.Count(split)!.Value);

    private static IEnumerable<Prompt> First(ArithmeticEnvironment environment, PromptSplit split, int count) =>
        Enumerable.Range(0, count).Select(index => environment.CreatePrompt(split, index));

    private static (string Operation, string Left, string Right) Key(Prompt prompt) =>
        (prompt.Metadata["operation"], prompt.Metadata["left"], prompt.Metadata["right"]);

    private static string Solve(string text)
    {
        var at = text.IndexOfAny(['+', '-', '*']);
        var (left, right) = (Int128.Parse(text[..at], CultureInfo.InvariantCulture), Int128.Parse(text[(at + 1)..^1], CultureInfo.InvariantCulture));
        var answer = text[at] switch { '+' => left + right, '-' => left - right, _ => left * right };
        return answer.ToString(CultureInfo.InvariantCulture);
    }
}
